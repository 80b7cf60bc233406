// What is mounted on the host below its root, and belongs into an instance's root too.
#pragma once

#include <string>
#include <vector>

#include "init/outcome.hpp"

namespace spotdrill::init {

struct HostMount {
  std::string path;
  bool directory = true;
};

/// More than this many are not looked at.
inline constexpr std::size_t host_mounts_max = 64;

/// Mounts that hold files of the host (a separate /home, say), parents first: not /proc, /dev, /run
/// and the like, and nothing at or below `data_dir`.
Outcome list_host_mounts(const std::string& data_dir, std::vector<HostMount>& mounts);

}  // namespace spotdrill::init
