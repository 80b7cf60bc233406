// spotdrill run: a drill from beginning to verdict.
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <utility>

#include "apps/campaign.hpp"
#include "apps/interrupts.hpp"
#include "apps/publish.hpp"
#include "apps/rehearsal.hpp"
#include "apps/run_options.hpp"

namespace spotdrill::apps {
namespace {

using drill::Definition;
using drill::Mistake;

int rehearse(const RunWords& words) {
  const drill::Read<Definition> definition = read_run_words(words);
  if (!definition) {
    for (const Mistake& mistake : definition.error()) complain(to_text(mistake));
    return exit_usage;
  }
  const std::string run_id = make_run_id(definition->name);
  const auto directory = ReportDirectory::make(words.output.directory.empty()
                                                   ? runs_directory(words.target.data) / run_id
                                                   : std::filesystem::path{words.output.directory});
  if (!directory) {
    complain(directory.error());
    return exit_usage;
  }
  if (const auto outputs = check_outputs(words.output); !outputs) {
    complain(outputs.error());
    return exit_usage;
  }
  catch_interrupts();
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> nowhere{
      words.output.quiet ? std::fopen("/dev/null", "w") : nullptr, &std::fclose};
  const auto told =
      rehearse_once(words, *definition, run_id, nowhere ? nowhere.get() : told_to(words.output));
  if (!told) {
    complain(told.error());
    return exit_usage;
  }
  return publish(*told, directory->path(), words.output);
}

}  // namespace

void add_run(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("run", "A drill: your job, an interruption, the verdict");
  auto words = std::make_shared<RunWords>();
  add_run_options(*command, *words);
  command->footer(
      "It exits 0 when the drill passed, 1 when it failed, 2 when it could not be run.\n"
      "Examples:\n"
      "  spotdrill run examples/checkpointed-batch/with-notice.yaml\n"
      "  spotdrill run --speed 20 --expect 'lost-work <= 5%' -- python3 train.py\n"
      "  spotdrill run drill.yaml --quiet --junit drill.xml --summary \"$GITHUB_STEP_SUMMARY\"\n"
      "  spotdrill run drill.yaml --json | jq .lost_percent");
  command->callback([words, &chosen] {
    words->command = chosen.after_dashes;
    words->all = chosen.words;
    chosen.run = [words] {
      if (words->is_campaign()) return run_campaign(*words);
      if (!words->drill.empty() || !words->command.empty()) return rehearse(*words);
      complain("Say what to rehearse: a DRILL.yaml, or -- and a command.");
      return exit_usage;
    };
  });
}

}  // namespace spotdrill::apps
