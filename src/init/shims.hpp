// Commands that an instance has whatever its host has: shutdown and its kin, and package managers
// that say what is already there. They stand first in the instance's PATH.
#pragma once

#include "init/image_files.hpp"
#include "init/outcome.hpp"

namespace spotdrill::init {

inline constexpr const char* shim_directory = "/run/spotdrill/bin";

/// Writes them, inside the new root: those of an image of that family.
Outcome write_shims(ImageFamily family);

/// What this program does when it is called `shutdown`, `poweroff`, `halt`, `reboot` or
/// `systemctl`. Returns the exit code; -1 when `name` is none of them.
int run_shim(const char* name, int argc, char** argv);

}  // namespace spotdrill::init
