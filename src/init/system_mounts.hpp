// What is made anew for each instance: /proc, /sys, /dev, /run, /tmp, the shared directories.
#pragma once

#include <string>
#include <vector>

#include "init/config.hpp"
#include "init/outcome.hpp"

namespace spotdrill::init {

/// Mounts them below `root`.
Outcome mount_system(const Config& config, const std::string& root);

/// Makes `root` the root and forgets the old one.
Outcome enter_root(const std::string& root);

}  // namespace spotdrill::init
