// The runs that are kept in a directory, one below it for each: finding one, and taking away what
// is old. Not what is in them (files.hpp).
#pragma once

#include <chrono>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "report/campaign.hpp"
#include "report/report.hpp"

namespace spotdrill::report {

/// A run's report.json may be this long; ten thousand samples a minute for a day are less.
inline constexpr std::uintmax_t report_bytes_max = std::uintmax_t{512} << 20;

/// How a run's id begins: "20260101T120000", local time, so that ids sort by time.
std::string run_stamp(std::time_t when);

/// A run with a report, or a campaign of runs.
struct KeptRun {
  std::string id;
  std::filesystem::path directory;
  bool campaign = false;  ///< It has a campaign.json, and its trials below it.
};

/// Those in `runs`, newest first. What is not named as a run, or has no report, is none.
std::vector<KeptRun> kept_runs(const std::filesystem::path& runs);

/// The kept run that `word` names: its id, the beginning of it, or "last".
/// Errors: one sentence that says which there are.
Result<KeptRun, std::string> find_run(const std::filesystem::path& runs, const std::string& word);

/// The report.json or campaign.json that a user means: a run's id or the beginning of one, "last",
/// a directory, a file. Errors: a sentence.
Result<std::filesystem::path, std::string> find_report(const std::filesystem::path& runs,
                                                       const std::string& word);

/// By its name.
bool is_campaign_file(const std::filesystem::path& file);

/// Reads a report.json. Errors: a sentence that names it, as for a campaign.json.
Result<Report, std::string> load_report(const std::filesystem::path& file);

/// Reads a campaign.json. Errors: a sentence that names it.
Result<Campaign, std::string> load_campaign(const std::filesystem::path& file);

/// What is kept of old runs.
struct Keep {
  std::size_t runs_max = 200;     ///< Some megabytes each, with consoles: a few hundred in all.
  std::chrono::days age_max{90};  ///< A quarter: what a team compares with, and logs are kept for.
};

/// Takes away the runs in `runs` that are too many or too old at `now`, and returns how many. Only
/// what says of itself that it is a run of that name: never what somebody else put there.
std::size_t prune_runs(const std::filesystem::path& runs, Keep keep, std::time_t now);

}  // namespace spotdrill::report
