// spotdrill run: a drill from beginning to verdict.
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <utility>

#include "apps/interrupts.hpp"
#include "apps/publish.hpp"
#include "apps/run_options.hpp"
#include "apps/stage.hpp"
#include "base/shell_words.hpp"
#include "drill/runner.hpp"
#include "report/live.hpp"
#include "report/report.hpp"

namespace spotdrill::apps {
namespace {

using drill::Definition;
using drill::Mistake;

std::unique_ptr<client::Client> connect(const Found& found) {
  client::Options options{.endpoint = found.endpoint, .region = found.region};
  if (found.credentials) {
    options.credentials = {
        found.credentials->access_key_id, found.credentials->secret_access_key, {}};
    options.admin_token = found.credentials->admin_token;
  }
  return std::make_unique<client::Client>(std::move(options), client::make_curl_transport());
}

drill::RunOptions run_options(const Definition& definition, const Stage& stage,
                              const std::string& run_id) {
  drill::RunOptions options{.run_id = run_id,
                            .stop_requested = [] { return interrupts() > 0; },
                            .hurry_requested = [] { return interrupts() > 1; }};
  if (stage.own) options.clean_up_max = std::chrono::seconds{10};
  for (const SharedDirectory& share : shares_of(definition.workload)) {
    options.shared.push_back({share.host, share.guest});
  }
  options.shared.push_back({stage.found.data / "efs", "/mnt/efs"});
  return options;
}

/// What it takes to run the drill again.
api::report::Source source_of(const RunWords& words, const Definition& definition) {
  api::report::Source source{.version = SPOTDRILL_VERSION, .command = shell_words(words.all)};
  std::error_code error;
  const std::filesystem::path directory = std::filesystem::current_path(error);
  if (!error) source.directory = directory.string();
  for (const drill::SourceFile& file : definition.files) {
    source.files.push_back({file.path, file.text});
  }
  return source;
}

/// The directory of the reports, made before the drill so that a drill is not run for nothing. It
/// is taken away again when nothing has come into it.
class ReportDirectory {
 public:
  static Result<ReportDirectory, std::string> make(std::filesystem::path path) {
    std::error_code error;
    const bool made = std::filesystem::create_directories(path, error);
    if (error) {
      return refuse(fmt::format("The reports need {}: {}. Give another directory with --report.",
                                path.string(), error.message()));
    }
    if (!std::filesystem::is_directory(path) || ::access(path.c_str(), W_OK | X_OK) != 0) {
      return refuse(
          fmt::format("The reports cannot be written into {}. Give another directory "
                      "with --report.",
                      path.string()));
    }
    return ReportDirectory{std::move(path), made};
  }

  ReportDirectory(ReportDirectory&& other) noexcept
      : path_(std::move(other.path_)), made_(std::exchange(other.made_, false)) {}
  ReportDirectory& operator=(ReportDirectory&&) = delete;
  ~ReportDirectory() {
    std::error_code not_empty;
    if (made_) std::filesystem::remove(path_, not_empty);
  }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  ReportDirectory(std::filesystem::path path, bool made) : path_(std::move(path)), made_(made) {}

  std::filesystem::path path_;
  bool made_;
};

/// Runs the drill, and says to `file` meanwhile what happens.
void run_and_tell(const Stage& stage, report::Recording& told, std::FILE* file) {
  const std::unique_ptr<client::Client> client = connect(stage.found);
  report::Live live{file, report::live_style(file)};
  fmt::print(file, "Drill {} on {}\n", told.definition.name,
             stage.own ? std::string{"a server of its own"} : stage.found.endpoint);
  for (const std::string& sentence : stage.differences) fmt::print(file, "  {}\n", sentence);
  std::fflush(file);
  told.seen = drill::run_drill(told.definition, *client,
                               run_options(told.definition, stage, told.run_id), live);
  live.clear_bar();
  told.story = live.story();
}

int rehearse(const RunWords& words) {
  const drill::Read<Definition> definition = read_run_words(words);
  if (!definition) {
    for (const Mistake& mistake : definition.error()) complain(to_text(mistake));
    return exit_usage;
  }
  report::Recording told{.run_id = make_run_id(definition->name), .definition = *definition};
  told.source = source_of(words, *definition);
  const auto directory = ReportDirectory::make(words.output.directory.empty()
                                                   ? runs_directory(words.target.data) / told.run_id
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
  Result<Stage, std::string> stage = set_up(words, *definition);
  if (!stage) {
    complain(stage.error());
    return exit_usage;
  }
  told.region = stage->found.region;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> nowhere{
      words.output.quiet ? std::fopen("/dev/null", "w") : nullptr, &std::fclose};
  run_and_tell(*stage, told, nowhere ? nowhere.get() : told_to(words.output));
  told.speed = told.seen.rate;
  told.verdict = drill::judge(*definition, told.seen);
  stage->own.reset();
  return publish(told, directory->path(), words.output);
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
      if (!words->drill.empty() || !words->command.empty()) return rehearse(*words);
      complain("Say what to rehearse: a DRILL.yaml, or -- and a command.");
      return exit_usage;
    };
  });
}

}  // namespace spotdrill::apps
