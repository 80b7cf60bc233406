// What a run has left in places that stay: a job's own directory when it works in it, directories
// that a drill shares. The next run may find it, and is told so. A list for each run, in DATA/left.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "apps/tree_copy.hpp"

namespace spotdrill::apps {

/// The lists that are kept, and the files in each.
inline constexpr std::size_t left_lists_max = 200;
inline constexpr std::size_t left_files_max = 2'000;

/// Directories of this computer that a run's instances write, and their files before it.
class Places {
 public:
  explicit Places(const std::vector<std::filesystem::path>& directories);

  /// What earlier runs have left here that is still as they left it: one sentence for each of them,
  /// the newest first. `data` is DATA.
  [[nodiscard]] std::vector<std::string> found(const std::filesystem::path& data) const;

  /// Writes down what has changed since. Best effort: without it the next run is told nothing.
  void note(const std::filesystem::path& data, const std::string& run_id) const;

 private:
  std::map<std::filesystem::path, TreeMarks> before_;
};

}  // namespace spotdrill::apps
