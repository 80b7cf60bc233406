// What a drill shares with its instances, copied for one trial of a campaign: a checkpoint that one
// has left must not make the next one's work shorter. Deleted afterwards.
#pragma once

#include <string>
#include <utility>

#include "apps/temporary_directory.hpp"
#include "base/result.hpp"
#include "drill/definition/definition.hpp"

namespace spotdrill::apps {

/// Directories that are copied for every trial are not bigger than this.
inline constexpr std::uintmax_t copied_bytes_max = 1ULL << 30U;

class FreshShares {
 public:
  /// Points `workload` to copies. Errors: a sentence that names the directory.
  static Result<FreshShares, std::string> make(drill::Workload& workload);

 private:
  explicit FreshShares(TemporaryDirectory directory) : directory_(std::move(directory)) {}

  Result<std::filesystem::path, std::string> copy(const std::filesystem::path& from);

  TemporaryDirectory directory_;
  int count_ = 0;
};

}  // namespace spotdrill::apps
