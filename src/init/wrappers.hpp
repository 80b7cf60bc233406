// Commands of the host that need what an instance has not: a systemd, the right to mount, a Docker
// daemon. The host's own command runs, in its own words; that it was in vain is reported.
#pragma once

#include <string>

#include "init/outcome.hpp"

namespace spotdrill::init {

/// Puts their names, as links to this program, into `directory`, which is before the host's in the
/// path. What the host has not, and not every machine image has, is not made: an instance must not
/// seem to have it.
Outcome link_wrappers(const std::string& directory);

/// Runs the wrapper `name`. Negative: there is no such wrapper.
int run_wrapper(const char* name, int argc, char** argv);

}  // namespace spotdrill::init
