// A directory copied with everything in it, and what came into it since. Not whose directory it is
// (fresh_shares.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace spotdrill::apps {

/// Directories that are copied are not bigger than this.
inline constexpr std::uintmax_t copied_bytes_max = 2ULL << 30U;
inline constexpr std::size_t copied_files_max = 50'000;

struct TreeSize {
  std::size_t files = 0;
  std::uintmax_t bytes = 0;
  std::size_t unreadable = 0;  ///< Left out: who copies may not read them.
};

/// "12 files, 3.4 MB".
std::string size_text(const TreeSize& size);

/// "3.4 MB".
std::string bytes_text(std::uintmax_t bytes);

/// Copies `from` into the new directory `to`: files with their times and modes, links as they are,
/// no sockets and pipes, nothing of `without`. Data are shared with the file system where it can
/// (reflinks), and never so that writing one changes the other.
/// Errors: a sentence without its end: "has more than 50000 files".
Result<TreeSize, std::string> copy_tree(const std::filesystem::path& from,
                                        const std::filesystem::path& to,
                                        const std::vector<std::filesystem::path>& without);

/// A file as it was at one time.
struct FileMark {
  std::uintmax_t bytes = 0;
  std::int64_t modified_ns = 0;

  bool operator==(const FileMark&) const = default;
};

/// By paths relative to their directory.
using TreeMarks = std::map<std::string, FileMark>;

/// The files of `directory`; nothing when there are more than `files_max`.
std::optional<TreeMarks> marks_of(const std::filesystem::path& directory,
                                  std::size_t files_max = copied_files_max);

/// The files of `after` that `before` has not, or not so.
std::vector<std::string> changed_since(const TreeMarks& before, const TreeMarks& after);

/// What is kept of the files that a job has left in its copy. Bounded, as runs are kept for long.
inline constexpr std::uintmax_t kept_bytes_max = 64ULL << 20U;
inline constexpr std::size_t kept_files_max = 2'000;

struct KeptFiles {
  TreeSize kept;
  TreeSize left_out;
  bool uncounted = false;  ///< There were too many to look at: nothing is kept.
};

/// Copies what has changed in `directory` since `before` into `to`, the smallest files first, and
/// no more than the bounds.
KeptFiles keep_changed(const std::filesystem::path& directory, const TreeMarks& before,
                       const std::filesystem::path& to);

}  // namespace spotdrill::apps
