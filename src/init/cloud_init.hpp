// cloud-init in an instance: the real one, whose tree of files the host keeps, and what it takes to
// run it where there is neither systemd nor a disk of the instance's own. Not which user data it is
// for: the daemon says that.
#pragma once

#include <cstddef>

#include "init/config.hpp"
#include "init/outcome.hpp"

namespace spotdrill::init {

/// Where an instance sees the tree.
inline constexpr const char* cloud_init_directory = "/run/spotdrill/cloud-init";

/// Runs cloud-init's stages, one after the other. Its name is what its process is called.
inline constexpr const char* cloud_init_stages = "/run/spotdrill/lib/cloud-init";

/// Mounts the tree, and below /etc/cloud and /var/lib/cloud directories of the root volume: the
/// host's own, where it has cloud-init itself, are another machine's. Nothing without a tree.
Outcome mount_cloud_init(const Config& config, const std::string& root);

/// Writes its configuration and its commands, inside the new root. Nothing without a tree.
Outcome write_cloud_init(const Config& config);

/// Tells 'cloud-init status' of scripts, which run without cloud-init: that they run, then how they
/// ended. Nothing without a tree, or where cloud-init tells it itself.
void note_scripts_begun(const Config& config);
void note_scripts_ended(const Config& config, std::size_t failed);

}  // namespace spotdrill::init
