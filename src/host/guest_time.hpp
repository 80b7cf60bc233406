// Makes the clock of an instance's programs follow drill time when that does not run at the real
// rate. Not a clock: it only says how programs are to be started.
#pragma once

#include <string>
#include <vector>

#include "engine/clock.hpp"

namespace spotdrill {

/// Environment variables for programs that are started now; none at rate 1.
std::vector<std::string> guest_time_environment(const Clock& clock);

/// The library of the host that changes programs' clocks; empty where it is missing.
std::string guest_time_library();

/// Libraries of the host that those variables name and that an instance must see; none at rate 1.
std::vector<std::string> guest_time_files(const Clock& clock);

}  // namespace spotdrill
