#include "report/runs.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "base/json.hpp"

namespace spotdrill::report {

namespace {

namespace fs = std::filesystem;

constexpr const char* report_file = "report.json";
constexpr const char* campaign_file = "campaign.json";

/// "20260101T120000-" and something.
bool is_run_id(std::string_view name) {
  constexpr std::string_view form = "00000000T000000-";
  if (name.size() <= form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool digit = name[i] >= '0' && name[i] <= '9';
    if (form[i] == '0' ? !digit : name[i] != form[i]) return false;
  }
  return true;
}

Result<std::string, std::string> text_of(const fs::path& file) {
  std::error_code error;
  if (!fs::exists(file, error)) return refuse(fmt::format("There is no {}.", file.string()));
  if (fs::is_regular_file(file, error) && fs::file_size(file, error) > report_bytes_max) {
    return refuse(fmt::format("{} is too large for a report.", file.string()));
  }
  std::ifstream stream{file, std::ios::binary};
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream || fs::is_directory(file, error)) {
    return refuse(fmt::format("{} cannot be read.", file.string()));
  }
  return text.str();
}

/// What `read` makes of a file. Errors: a sentence that names it.
template <class T>
Result<T, std::string> load(const fs::path& file,
                            Result<T, std::string> (*read)(std::string_view json)) {
  const std::string text = TRY(text_of(file));
  Result<T, std::string> value = read(text);
  if (!value) return refuse(fmt::format("{} cannot be read: {}.", file.string(), value.error()));
  return value;
}

/// campaign.json where there is one, else report.json.
fs::path report_in(const fs::path& directory) {
  std::error_code error;
  const fs::path campaign = directory / campaign_file;
  return fs::exists(campaign, error) ? campaign : directory / report_file;
}

/// Whether `run` holds what its name says. Another format of reports will do.
bool says_so_itself(const KeptRun& run) {
  const auto text = text_of(run.directory / (run.campaign ? campaign_file : report_file));
  if (!text) return false;
  const auto value = parse_json(*text);
  return value && value->is_object() &&
         string_at(value->get_object(), run.campaign ? "campaign" : "run") == run.id;
}

}  // namespace

std::string run_stamp(std::time_t when) {
  return fmt::format("{:%Y%m%dT%H%M%S}", fmt::localtime(when));
}

std::vector<KeptRun> kept_runs(const fs::path& runs) {
  std::vector<KeptRun> kept;
  std::error_code error;
  for (auto entry = fs::directory_iterator{runs, error};
       !error && entry != fs::directory_iterator{}; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    std::error_code ignored;
    // A link is somebody's own.
    if (entry->symlink_status(ignored).type() != fs::file_type::directory) continue;
    if (!is_run_id(name)) continue;
    const bool campaign = fs::is_regular_file(entry->path() / campaign_file, ignored);
    if (!campaign && !fs::is_regular_file(entry->path() / report_file, ignored)) continue;
    kept.push_back({name, entry->path(), campaign});
  }
  std::ranges::sort(kept, std::greater{}, &KeptRun::id);
  return kept;
}

Result<KeptRun, std::string> find_run(const fs::path& runs, const std::string& word) {
  const std::vector<KeptRun> kept = kept_runs(runs);
  if (word == "last") {
    if (kept.empty()) return refuse(fmt::format("There are no runs in {}.", runs.string()));
    return kept.front();
  }
  std::vector<KeptRun> begun;
  for (const KeptRun& run : kept) {
    if (run.id == word) return run;
    if (!word.empty() && run.id.starts_with(word)) begun.push_back(run);
  }
  if (begun.size() == 1) return begun.front();
  if (begun.empty()) {
    return refuse(fmt::format("There is no run '{}' in {}; 'spotdrill runs' lists the runs.", word,
                              runs.string()));
  }
  return refuse(fmt::format("'{}' is the beginning of {} runs, {} and {} among them.", word,
                            begun.size(), begun[0].id, begun[1].id));
}

Result<fs::path, std::string> find_report(const fs::path& runs, const std::string& word) {
  const Result<KeptRun, std::string> run = find_run(runs, word);
  if (run && (run->id == word || word == "last")) return report_in(run->directory);
  std::error_code error;
  const fs::path path{word};
  if (fs::is_directory(path, error)) return report_in(path);
  if (fs::exists(path, error)) return path;
  if (run) return report_in(run->directory);
  if (run.error().starts_with("There is no run")) {
    return refuse(fmt::format(
        "There is no run '{}' in {}, nor a file of that name; 'spotdrill runs' lists the runs.",
        word, runs.string()));
  }
  return refuse(run.error());
}

bool is_campaign_file(const fs::path& file) {
  return file.filename() == campaign_file;
}

Result<Report, std::string> load_report(const fs::path& file) {
  if (is_campaign_file(file)) {
    return refuse(fmt::format("{} is a campaign, and one run was asked for: name a trial, {}",
                              file.parent_path().string(), (file.parent_path() / "001").string()));
  }
  return load(file, read_report);
}

Result<Campaign, std::string> load_campaign(const fs::path& file) {
  return load(file, read_campaign);
}

std::size_t prune_runs(const fs::path& runs, Keep keep, std::time_t now) {
  const std::string oldest =
      run_stamp(now - static_cast<std::time_t>(std::chrono::seconds{keep.age_max}.count()));
  std::size_t place = 0;
  std::size_t pruned = 0;
  for (const KeptRun& run : kept_runs(runs)) {
    if (++place <= keep.runs_max && run.id >= oldest) continue;
    std::error_code error;
    if (says_so_itself(run) && fs::remove_all(run.directory, error) > 0 && !error) ++pruned;
  }
  return pruned;
}

}  // namespace spotdrill::report
