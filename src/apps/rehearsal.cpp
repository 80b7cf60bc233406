#include "apps/rehearsal.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <memory>

#include "apps/data_dir.hpp"
#include "apps/interrupts.hpp"
#include "base/shell_words.hpp"
#include "drill/run/runner.hpp"
#include "report/live.hpp"

namespace spotdrill::apps {
namespace {

std::unique_ptr<client::Client> connect(const Found& found) {
  client::Options options{.endpoint = found.endpoint, .region = found.region};
  if (found.credentials) {
    options.credentials = {
        found.credentials->access_key_id, found.credentials->secret_access_key, {}};
    options.admin_token = found.credentials->admin_token;
  }
  return std::make_unique<client::Client>(std::move(options), client::make_curl_transport());
}

drill::RunOptions run_options(const drill::Definition& definition, const Stage& stage,
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

/// What it takes to run the drill again.
api::report::Source source_of(const RunWords& words, const drill::Definition& definition) {
  api::report::Source source{.version = SPOTDRILL_VERSION, .command = shell_words(words.all)};
  std::error_code error;
  const std::filesystem::path directory = std::filesystem::current_path(error);
  if (!error) source.directory = directory.string();
  for (const drill::SourceFile& file : definition.files) {
    source.files.push_back({file.path, file.text});
  }
  return source;
}

}  // namespace

Result<ReportDirectory, std::string> ReportDirectory::make(const RunWords& words,
                                                           const std::string& run_id) {
  std::filesystem::path path = words.output.directory;
  if (path.empty()) {
    // Consoles are in the reports, and what a job prints may be a secret.
    TRY(claim_data_directory(data_directory(words.target.data)));
    path = runs_directory(words.target.data) / run_id;
  }
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

report::Recording rehearse_once(const RunWords& words, const drill::Definition& definition,
                                std::string run_id, std::FILE* file) {
  report::Recording told{.run_id = std::move(run_id), .definition = definition};
  told.source = source_of(words, definition);
  if (const auto stage = set_up(words, definition)) {
    told.region = stage->found.region;
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> nowhere{
        file == nullptr ? std::fopen("/dev/null", "w") : nullptr, &std::fclose};
    run_and_tell(*stage, told, file == nullptr ? nowhere.get() : file);
  } else {
    told.seen.began = told.seen.ended = real_now();
    told.seen.stopped = interrupts() > 0;
    told.seen.failure = stage.error();
  }
  told.speed = told.seen.rate;
  told.verdict = drill::judge(definition, told.seen);
  return told;
}

}  // namespace spotdrill::apps
