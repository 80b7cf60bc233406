// spotdrill runs: the runs that are kept, newest first.
#include "report/runs.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

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
          fmt::format("{} of {} passed", report::passed_trials(*campaign), campaign->trials.size()),
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

Row row_of_run(const report::KeptRun& run) {
  if (run.campaign) return row_of_campaign(run);
  const auto report = report::load_report(run.directory / "report.json");
  if (!report) return {when(run.id), "-", "cannot be read", "-", "-", run.id};
  return {when(run.id),
          report->drill,
          report->outcome,
          drill::percent_text(report->lost_percent),
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

}  // namespace

void add_runs(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("runs", "The runs that are kept, newest first");
  auto data = std::make_shared<std::string>();
  auto as_json = std::make_shared<bool>(false);
  command->add_flag("--json", *as_json, "As a JSON array");
  add_data(*command, *data);
  command->footer(
      "After each run, the oldest go: 'spotdrill run --keep-runs' says how many stay. What "
      "--report "
      "named is not among them.\n"
      "Examples:\n  spotdrill runs\n  spotdrill runs --json | jq -r '.[0].directory'");
  command->callback([data, as_json, &chosen] {
    chosen.run = [data, as_json] { return list_runs(*data, *as_json); };
  });
}

}  // namespace spotdrill::apps
