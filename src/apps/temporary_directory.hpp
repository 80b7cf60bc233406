// Directories for as long as a run lasts, in the temporary directory: of its server, of a trial's
// copies. What a run that was killed (kill -9) leaves of them is swept by the next.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "apps/data_dir.hpp"
#include "base/result.hpp"

namespace spotdrill::apps {

/// What their names begin with.
inline constexpr std::string_view temporary_prefix = "spotdrill-run-";

/// Makes one. Errors: a sentence.
Result<std::filesystem::path, std::string> make_temporary_directory();

/// Deletes those in `directory` whose lock nobody holds, and in which no instance is alive. What
/// cannot be deleted is left.
void sweep_leftovers(const std::filesystem::path& directory);

/// One that this process holds. A server's is held by the server itself.
class TemporaryDirectory {
 public:
  static Result<TemporaryDirectory, std::string> make();

  TemporaryDirectory(TemporaryDirectory&& other) noexcept
      : path_(std::exchange(other.path_, {})), lock_(std::move(other.lock_)) {}
  TemporaryDirectory& operator=(TemporaryDirectory&&) = delete;
  ~TemporaryDirectory() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  TemporaryDirectory(std::filesystem::path path, DataLock lock)
      : path_(std::move(path)), lock_(std::move(lock)) {}

  std::filesystem::path path_;
  DataLock lock_;
};

}  // namespace spotdrill::apps
