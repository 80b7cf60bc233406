#include "apps/publish.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <ctime>
#include <fstream>

#include "report/files.hpp"
#include "report/junit.hpp"
#include "report/live.hpp"
#include "report/markdown.hpp"
#include "report/runs.hpp"
#include "report/wrap.hpp"

namespace spotdrill::apps {
namespace {

namespace fs = std::filesystem;

int exit_code(drill::Outcome outcome) {
  switch (outcome) {
    case drill::Outcome::Passed:
      return exit_good;
    case drill::Outcome::Failed:
      return exit_failed;
    case drill::Outcome::Inconclusive:
      return exit_inconclusive;
    case drill::Outcome::CouldNotRun:
    case drill::Outcome::Stopped:
      break;
  }
  return exit_usage;
}

Result<void, std::string> check_output(std::string_view option, const fs::path& file) {
  if (file.empty()) return {};
  std::error_code error;
  const fs::path directory = file.has_parent_path() ? file.parent_path() : ".";
  fs::create_directories(directory, error);
  const bool there = fs::exists(file, error);
  const bool writable = there ? !fs::is_directory(file, error) && ::access(file.c_str(), W_OK) == 0
                              : ::access(directory.c_str(), W_OK | X_OK) == 0;
  if (writable) return {};
  return refuse(fmt::format("{} {} cannot be written.", option, file.string()));
}

/// Others have written into it before, and will after.
Result<void, std::string> append_to(const fs::path& file, std::string_view text) {
  std::ofstream stream{file, std::ios::binary | std::ios::app};
  stream << text;
  stream.close();
  if (stream) return {};
  return refuse(
      fmt::format("cannot write '{}': is the disk full, or not to be written to?", file.string()));
}

}  // namespace

Result<std::vector<fs::path>, std::string> write_outputs(const Outputs& outputs,
                                                         const fs::path& directory,
                                                         const OutputWords& words) {
  std::vector<fs::path> paths = TRY(report::write_files(outputs.files, directory));
  if (!words.junit.empty()) {
    TRY(report::write_file(words.junit, outputs.junit()));
    paths.emplace_back(words.junit);
  }
  if (!words.summary.empty()) {
    TRY(append_to(words.summary, outputs.markdown() + "\n"));
    paths.emplace_back(words.summary);
  }
  return paths;
}

std::FILE* told_to(const OutputWords& words) {
  return words.json ? stderr : stdout;
}

Result<void, std::string> check_outputs(const OutputWords& words) {
  TRY(check_output("--junit", words.junit));
  return check_output("--summary", words.summary);
}

void end_with(const std::vector<fs::path>& paths, const fs::path& directory,
              const OutputWords& words) {
  if (!words.quiet) {
    std::FILE* people = told_to(words);
    fmt::print(people, "\nReports:\n");
    for (const fs::path& path : paths) fmt::print(people, "  {}\n", path.string());
    std::fflush(people);
  }
  if (words.directory.empty() && words.keep_runs > 0) {
    report::prune_runs(directory.parent_path(), {.runs_max = words.keep_runs}, std::time(nullptr));
  }
}

namespace {

/// What a newcomer does next, told after the first run that is kept and never again.
void tell_what_is_next(const report::Report& report, const fs::path& directory,
                       const OutputWords& words) {
  if (words.quiet || words.json || !words.directory.empty()) return;
  if (report::kept_runs(directory.parent_path()).size() != 1) return;
  std::FILE* people = told_to(words);
  const bool own_file = !report.source.files.empty();
  const std::string next = fmt::format(
      "\nNext: 'spotdrill runs open' shows this run in a browser; {}'spotdrill run --help' has "
      "more. (Told once.)\n",
      own_file ? "" : "'spotdrill init -- COMMAND' writes a drill to keep for your job; ");
  std::fputs(report::wrapped(next, report::text_style(people).columns).c_str(), people);
  std::fflush(people);
}

}  // namespace

int publish(const report::Recording& told, const fs::path& directory, const OutputWords& words) {
  const report::Report report = report::make_report(told);
  std::FILE* people = told_to(words);
  const report::TextStyle style = report::text_style(people);
  // What a screen shows at last is its end; a pipe and a file are read from the beginning.
  const bool screen = style.columns > 0;
  const auto tell_verdict = [&] {
    std::fputs(
        (words.quiet ? report::to_headline(report, style) : report::to_verdict(report, style))
            .c_str(),
        people);
    std::fflush(people);
  };
  if (!screen) tell_verdict();
  if (!words.quiet) std::fputs(report::to_details(report, style).c_str(), people);
  std::fflush(people);
  if (words.json) {
    fmt::print("{}\n", report::to_json(report));
    std::fflush(stdout);
  }
  const auto paths = write_outputs({.files = report::files_of(report, told.seen),
                                    .junit = [&] { return report::to_junit(report); },
                                    .markdown = [&] { return report::to_markdown(report); }},
                                   directory, words);
  if (paths) end_with(*paths, directory, words);
  if (screen) tell_verdict();
  if (!paths) {
    complain(paths.error());
    return exit_usage;
  }
  tell_what_is_next(report, directory, words);
  return exit_code(told.verdict.outcome);
}

}  // namespace spotdrill::apps
