// Files that make the root an EC2 instance's: names, users, resolver, user data scripts, commands.
#pragma once

#include "init/config.hpp"
#include "init/outcome.hpp"

namespace spotdrill::init {

/// Where cloud-init keeps the scripts of the user data.
inline constexpr const char* scripts_directory = "/var/lib/cloud/instance/scripts";
inline constexpr const char* per_boot_directory = "/var/lib/cloud/scripts/per-boot";

/// Where programs find the library that makes them follow drill time.
inline constexpr const char* clock_library_path = "/run/spotdrill/lib/libspotdrill-clock.so";

/// Reads the user data scripts, while the host's root is still there.
Outcome read_parts(const Config& config, std::vector<std::string>& parts);

/// Writes everything, inside the new root.
Outcome write_guest_files(const Config& config, const std::vector<std::string>& parts);

}  // namespace spotdrill::init
