// The instance's root file system: the host's, below a writable layer that is the root volume.
#pragma once

#include <string>
#include <vector>

#include "init/config.hpp"
#include "init/outcome.hpp"

namespace spotdrill::init {

/// Puts the root together below `instance_dir/root/base` and gives its path. What could not be made
/// writable is told in `notices`.
/// Every directory at the top of the host's root becomes an overlay of its own: a user namespace
/// refuses an overlay of a tree that holds other mounts, such as "/" itself.
Outcome assemble_root(const Config& config, std::vector<std::string>& notices, std::string& root);

/// Binds `source` to `target`, which is made if need be.
Outcome bind_mount(const std::string& source, const std::string& target, bool read_only);

}  // namespace spotdrill::init
