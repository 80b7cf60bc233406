// Copies of what a drill's instances may write of this computer: of the job's directory, so that it
// stays as it was, and for a trial of a campaign of all that the drill shares, because a checkpoint
// that one has left must not make the next one's work shorter. Deleted afterwards.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "apps/temporary_directory.hpp"
#include "apps/tree_copy.hpp"
#include "base/result.hpp"
#include "drill/definition/definition.hpp"

namespace spotdrill::apps {

class FreshShares {
 public:
  enum class Of : std::uint8_t {
    Job,  ///< The directory that the command works in.
    All,  ///< And every shared directory that can be written.
  };

  /// Points `workload` to copies, without what is in `without`. Errors: a sentence that names the
  /// directory.
  static Result<FreshShares, std::string> make(
      drill::Workload& workload, Of of, const std::vector<std::filesystem::path>& without = {});

  /// What the copies hold.
  [[nodiscard]] const TreeSize& size() const { return size_; }

  /// Where they are.
  [[nodiscard]] const std::filesystem::path& path() const { return directory_.path(); }

 private:
  explicit FreshShares(TemporaryDirectory directory) : directory_(std::move(directory)) {}

  Result<std::filesystem::path, std::string> copy(const std::filesystem::path& from);

  TemporaryDirectory directory_;
  std::vector<std::filesystem::path> without_;
  TreeSize size_;
  std::string remedy_;
  int count_ = 0;
};

}  // namespace spotdrill::apps
