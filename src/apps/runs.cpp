// spotdrill runs: the runs that are kept, newest first; one of them in the browser, or removed.
#include "report/runs.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "apps/browser.hpp"
#include "apps/command.hpp"
#include "apps/data_dir.hpp"
#include "apps/table.hpp"
#include "base/iso8601.hpp"
#include "drill/readings/figures.hpp"

namespace spotdrill::apps {
namespace {

/// "2026-01-01 12:00:00" of "20260101T120000-…".
std::string when(const std::string& id) {
  const auto part = [&](std::size_t at, std::size_t count) { return id.substr(at, count); };
  return fmt::format("{}-{}-{} {}:{}:{}", part(0, 4), part(4, 2), part(6, 2), part(9, 2),
                     part(11, 2), part(13, 2));
}

Result<report::Campaign, std::string> campaign_in(const report::KeptRun& run) {
  return report::load_campaign(run.directory / "campaign.json");
}

Row row_of_campaign(const report::KeptRun& run) {
  const auto campaign = campaign_in(run);
  if (!campaign) return {when(run.id), "-", "cannot be read", "-", "-", run.id};
  return {when(run.id),
          campaign->drill + ", " + campaign->kind,
          report::passed_text(*campaign),
          "up to " + drill::percent_text(report::most_lost(*campaign)),
          "-",
          run.id};
}

json::object json_of_campaign(const report::KeptRun& run) {
  json::object told{{"campaign", run.id}, {"directory", run.directory.string()}};
  const auto campaign = campaign_in(run);
  if (!campaign) {
    told["error"] = campaign.error();
    return told;
  }
  told["drill"] = campaign->drill;
  told["kind"] = campaign->kind;
  told["trials"] = campaign->trials.size();
  told["lost_percent"] = report::most_lost(*campaign);
  return told;
}

/// "-" where nothing was interrupted, so that nothing could be lost, or nobody knows how much.
std::string lost_of(const report::Report& report) {
  bool interrupted = false;
  for (const auto& each : report.interruptions) {
    if (!each.felt) continue;
    if (!each.lost_percent) return "unknown";
    interrupted = true;
  }
  return interrupted ? drill::percent_text(report.lost_percent) : "-";
}

Row row_of_run(const report::KeptRun& run) {
  if (run.campaign) return row_of_campaign(run);
  const auto report = report::load_report(run.directory / "report.json");
  if (!report) return {when(run.id), "-", "cannot be read", "-", "-", run.id};
  return {when(run.id),
          report->drill,
          report->outcome,
          lost_of(*report),
          drill::time_text(report::duration_of(report->took_seconds)),
          run.id};
}

json::object json_of_run(const report::KeptRun& run) {
  if (run.campaign) return json_of_campaign(run);
  json::object told{{"run", run.id}, {"directory", run.directory.string()}};
  const auto report = report::load_report(run.directory / "report.json");
  if (!report) {
    told["error"] = report.error();
    return told;
  }
  told["began_at"] = iso8601_millis(report->began_at);
  told["drill"] = report->drill;
  told["outcome"] = report->outcome;
  told["lost_percent"] = report->lost_percent;
  told["took_seconds"] = report->took_seconds;
  return told;
}

int list_runs(const std::string& data, bool as_json) {
  const std::filesystem::path directory = runs_directory(data);
  const std::vector<report::KeptRun> runs = report::kept_runs(directory);
  if (as_json) {
    json::array told;
    for (const report::KeptRun& run : runs) told.push_back(json_of_run(run));
    fmt::print("{}\n", to_text(told));
  } else if (runs.empty()) {
    fmt::print("There are no runs in {}.\n", directory.string());
  } else {
    std::vector<Row> rows{{"WHEN", "DRILL", "OUTCOME", "LOST", "TOOK", "RUN"}};
    for (const report::KeptRun& run : runs) rows.push_back(row_of_run(run));
    print_rows(rows);
  }
  return exit_good;
}

/// Removes the runs that the words name: all of them, or none where one is not there.
int remove_runs(const std::filesystem::path& directory, const std::vector<std::string>& words) {
  std::vector<report::KeptRun> chosen;
  for (const std::string& word : words) {
    auto run = report::find_run(directory, word);
    if (!run) return complain(run.error());
    chosen.push_back(*std::move(run));
  }
  for (const report::KeptRun& run : chosen) {
    std::error_code error;
    std::filesystem::remove_all(run.directory, error);
    if (error) {
      return complain(
          fmt::format("{} cannot be removed: {}.", run.directory.string(), error.message()));
    }
    fmt::print("{} is removed.\n", run.id);
  }
  return exit_good;
}

int open_run(const std::filesystem::path& directory, const std::string& word) {
  const auto run = report::find_run(directory, word);
  if (!run) return complain(run.error());
  const std::filesystem::path page =
      run->directory / (run->campaign ? "campaign.html" : "report.html");
  std::error_code error;
  if (!std::filesystem::exists(page, error)) {
    return complain(fmt::format("{} has no page; 'spotdrill report {} --html' makes one.",
                                run->directory.string(), run->id));
  }
  fmt::print("{}\n", page.string());
  std::fflush(stdout);
  if (open_in_browser(page)) return exit_good;
  return complain("No browser could be started ($BROWSER, xdg-open): open the page above in one.");
}

struct RunsWords {
  std::string action;
  std::vector<std::string> runs;
  std::string data;
  bool as_json = false;
};

int do_runs(const RunsWords& words) {
  const std::filesystem::path directory = runs_directory(words.data);
  if (words.action.empty()) return list_runs(words.data, words.as_json);
  if (words.action == "open") {
    if (words.runs.size() > 1) {
      complain("One run is opened at a time.");
      return exit_usage;
    }
    return open_run(directory, words.runs.empty() ? "last" : words.runs[0]);
  }
  if (words.runs.empty()) {
    complain("Say which run: 'spotdrill runs' lists them.");
    return exit_usage;
  }
  return remove_runs(directory, words.runs);
}

}  // namespace

void add_runs(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("runs", "The runs that are kept, newest first");
  auto words = std::make_shared<RunsWords>();
  command
      ->add_option("action", words->action,
                   "open: the page of a run in the browser; rm: removes runs (default: list them)")
      ->check(CLI::IsMember({"open", "rm"}));
  command->add_option("RUN", words->runs,
                      "A run's or campaign's id, the beginning of it, or 'last' (of open: last)");
  command->add_flag("--json", words->as_json, "As a JSON array");
  add_data(*command, words->data);
  command->footer(
      "After each run, the oldest go: 'spotdrill run --keep-runs' says how many stay. What "
      "--report "
      "named is not among them.\n"
      "Examples:\n  spotdrill runs\n  spotdrill runs open\n  spotdrill runs rm 20260101T12\n"
      "  spotdrill runs --json | jq -r '.[0].directory'");
  command->callback([words, &chosen] { chosen.run = [words] { return do_runs(*words); }; });
}

}  // namespace spotdrill::apps
