#include "drill/readings/checkpoints.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>

#include "drill/readings/checkpoint_names.hpp"

namespace spotdrill::drill {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t wildcard_names_max = 2;
/// Directories in a checkpoint whose files are counted, too.
constexpr int inner_depth_max = 2;
/// Of a directory, compared with those of the one before it.
constexpr std::size_t inner_names_max = 256;

bool has_wildcard(const std::string& name) {
  return name.find_first_of("*?[") != std::string::npos;
}

/// Looks for the files of a pattern, and at no more of them than it may.
class CheckpointSearch {
 public:
  explicit CheckpointSearch(const fs::path& pattern) {
    for (const fs::path& name : pattern) {
      if (!name.empty()) names_.push_back(name);
    }
    const bool wild = std::any_of(names_.begin(), names_.end(),
                                  [](const fs::path& name) { return has_wildcard(name.string()); });
    if (!wild) names_.emplace_back();  // A directory: what looks like a checkpoint in it.
  }

  std::vector<Checkpoint> run() {
    descend({}, 0);
    return std::move(found_);
  }

 private:
  void descend(const fs::path& directory, std::size_t depth) {
    if (depth == names_.size()) return take(directory);
    const std::string name = names_[depth].string();
    std::error_code error;
    // A directory may have a bracket in its own name.
    const bool literal =
        !name.empty() && (!has_wildcard(name) || fs::exists(directory / name, error));
    if (literal) return descend(directory / name, depth + 1);
    for (fs::directory_iterator entry{directory.empty() ? "." : directory, error}, end;
         !error && entry != end && budget_ > 0; entry.increment(error)) {
      --budget_;
      const std::string file = entry->path().filename().string();
      std::error_code ignored;
      const bool wanted = name.empty() ? checkpoint_name(file, entry->is_directory(ignored))
                                       : ::fnmatch(name.c_str(), file.c_str(), FNM_PERIOD) == 0;
      if (wanted) descend(directory / file, depth + 1);
    }
  }

  void take(const fs::path& path) {
    if (temporary_name(path.filename().string())) return;
    std::error_code error;
    Checkpoint checkpoint{.path = path, .time = fs::last_write_time(path, error)};
    if (error) return;
    if (!fs::is_directory(path, error)) {
      checkpoint.bytes = fs::file_size(path, error);
      if (error) return;  // Gone, or a pipe.
    } else {
      add_inner(checkpoint);
    }
    found_.push_back(std::move(checkpoint));
  }

  void add_inner(Checkpoint& checkpoint) {
    std::error_code error;
    for (fs::recursive_directory_iterator entry{checkpoint.path, error}, end;
         !error && entry != end && budget_ > 0; entry.increment(error)) {
      --budget_;
      if (entry.depth() >= inner_depth_max) entry.disable_recursion_pending();
      std::error_code ignored;
      if (!entry->is_regular_file(ignored)) continue;
      const std::uint64_t bytes = entry->file_size(ignored);
      if (ignored) continue;
      checkpoint.bytes += bytes;
      const auto time = entry->last_write_time(ignored);
      if (!ignored) checkpoint.time = std::max(checkpoint.time, time);
    }
  }

  std::vector<fs::path> names_;
  std::vector<Checkpoint> found_;
  std::size_t budget_ = checkpoint_entries_max;
};

/// TensorFlow's checkpoint is the files of one prefix: its index, which is written last, stands for
/// it.
void keep_indexes(std::vector<Checkpoint>& found) {
  std::erase_if(found, [](const Checkpoint& checkpoint) {
    const std::string name = checkpoint.path.filename().string();
    return name.find(".data-0") != std::string::npos || name.ends_with(".meta");
  });
}

/// Checkpoints whose names differ in their numbers only.
struct CheckpointSeries {
  std::vector<Checkpoint*> members;
  std::vector<std::vector<NameNumber>> numbers;

  /// The place of the number that counts: one that varies, of the highest rank, the last of those.
  [[nodiscard]] std::optional<std::size_t> place() const {
    std::optional<std::size_t> best;
    std::pair<bool, int> best_is;
    for (std::size_t i = 0; i < numbers.front().size(); ++i) {
      const bool varies = std::any_of(numbers.begin(), numbers.end(), [&](const auto& own) {
        return own[i].value != numbers.front()[i].value;
      });
      const std::pair is{varies, numbers.front()[i].rank};
      if (best && is < best_is) continue;
      best = i;
      best_is = is;
    }
    return best;
  }
};

/// Gives the members of the series that counts best their numbers; the others have none.
void set_numbers(std::vector<Checkpoint>& found) {
  std::map<std::string, CheckpointSeries> all;
  for (Checkpoint& checkpoint : found) {
    const std::string name = checkpoint.path.filename().string();
    std::vector<NameNumber> numbers = name_numbers(name);
    if (numbers.empty()) continue;
    // A date or a hash is no number in one name and is in another.
    CheckpointSeries& series = all[name_shape(name) + std::string(numbers.size(), '#')];
    series.members.push_back(&checkpoint);
    series.numbers.push_back(std::move(numbers));
  }
  const CheckpointSeries* best = nullptr;
  std::tuple<int, std::size_t> best_is;
  for (const auto& [shape, series] : all) {
    const std::size_t place = *series.place();
    const std::tuple is{series.numbers.front()[place].rank, series.members.size()};
    if (best != nullptr && is <= best_is) continue;
    best = &series;
    best_is = is;
  }
  if (best == nullptr) return;
  const std::size_t place = *best->place();
  for (std::size_t i = 0; i < best->members.size(); ++i) {
    best->members[i]->number = best->numbers[i][place].value;
  }
}

/// The names in a directory, with every number as '#'; none of a file.
std::set<std::string> inner_names(const fs::path& directory) {
  std::set<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry{directory, error}, end;
       !error && entry != end && names.size() < inner_names_max; entry.increment(error)) {
    names.insert(name_shape(entry->path().filename().string()));
  }
  return names;
}

/// Whether `checkpoint` has some of the files of `earlier` and none besides: it is being written.
bool lacks_files(const Checkpoint& checkpoint, const Checkpoint& earlier) {
  const std::set<std::string> own = inner_names(checkpoint.path);
  const std::set<std::string> full = inner_names(earlier.path);
  return own.size() < full.size() &&
         std::includes(full.begin(), full.end(), own.begin(), own.end()) && !own.empty();
}

}  // namespace

std::string checkpoint_pattern_flaw(const fs::path& pattern) {
  if (pattern.empty()) return "it is empty";
  std::size_t count = 0;
  for (const fs::path& name : pattern) {
    if (name == "..") return "'..' is no place of an instance";
    if (has_wildcard(name.string())) ++count;
  }
  if (count > wildcard_names_max) return "wildcards may stand in two of its names";
  return {};
}

std::vector<Checkpoint> checkpoints(const fs::path& pattern) {
  return in_order(CheckpointSearch{pattern}.run());
}

std::vector<Checkpoint> in_order(std::vector<Checkpoint> found) {
  keep_indexes(found);
  set_numbers(found);
  const auto numbered = [](const Checkpoint& checkpoint) { return checkpoint.number.has_value(); };
  if (std::any_of(found.begin(), found.end(), numbered)) {
    std::erase_if(found, [](const Checkpoint& checkpoint) { return !checkpoint.number; });
  }
  std::sort(found.begin(), found.end(), [](const Checkpoint& one, const Checkpoint& two) {
    return std::tie(one.number, one.time, one.path) < std::tie(two.number, two.time, two.path);
  });
  return found;
}

std::optional<Checkpoint> newest_checkpoint(const fs::path& pattern) {
  std::vector<Checkpoint> found = checkpoints(pattern);
  while (!found.empty()) {
    const bool less = found.size() > 1 && lacks_files(found.back(), found[found.size() - 2]);
    if (!less && whole_checkpoint(found.back())) break;
    found.pop_back();
  }
  if (found.empty()) return std::nullopt;
  return std::move(found.back());
}

}  // namespace spotdrill::drill
