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
#include "apps/luggage.hpp"
#include "apps/publish.hpp"
#include "apps/rehearsal.hpp"
#include "apps/run_options.hpp"

namespace spotdrill::apps {
namespace {

using drill::Definition;
using drill::Mistake;

int refuse_run(const std::string& sentence) {
  complain(sentence);
  return exit_usage;
}

int rehearse(const RunWords& words, const Definition& definition) {
  const std::string run_id = make_run_id(definition.name);
  const auto directory = ReportDirectory::make(words, run_id);
  if (!directory) return refuse_run(directory.error());
  if (const auto outputs = check_outputs(words.output); !outputs) {
    return refuse_run(outputs.error());
  }
  catch_interrupts();
  const report::Recording told =
      rehearse_once(words, definition, run_id,
                    {.file = words.output.quiet ? nullptr : told_to(words.output),
                     .directory = directory->path()});
  return publish(told, directory->path(), words.output);
}

int run(const RunWords& words) {
  if (words.drill.empty() && words.command.empty()) {
    return refuse_run("Say what to rehearse: a DRILL.yaml, or -- and a command.");
  }
  const drill::Read<Definition> definition = read_run_words(words);
  if (!definition) {
    for (const Mistake& mistake : definition.error()) complain(to_text(mistake));
    return exit_usage;
  }
  const auto wrong = check_command(*definition, server_of(words), own_variables());
  for (const Mistake& mistake : wrong) complain(to_text(mistake));
  if (!wrong.empty()) return exit_usage;
  return words.is_campaign() ? run_campaign(words, *definition) : rehearse(words, *definition);
}

}  // namespace

void add_run(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("run", "A drill: your job, an interruption, the verdict");
  auto words = std::make_shared<RunWords>();
  add_run_options(*command, *words);
  command->footer(
      "It exits 0 when the drill passed, 1 when it failed, 2 when it could not be run, 3 when it "
      "ran "
      "and shows\nnothing: nothing was interrupted, or the job needed what is not here.\n"
      "Examples:\n"
      "  spotdrill run examples/checkpointed-batch/with-notice.yaml\n"
      "  spotdrill run --expect 'lost-work <= 5%' -- python3 train.py\n"
      "  spotdrill run drill.yaml --quiet --junit drill.xml --summary \"$GITHUB_STEP_SUMMARY\"\n"
      "  spotdrill run drill.yaml --json | jq .lost_percent");
  command->callback([words, &chosen] {
    words->command = chosen.after_dashes;
    words->all = chosen.words;
    chosen.run = [words] { return run(*words); };
  });
}

}  // namespace spotdrill::apps
