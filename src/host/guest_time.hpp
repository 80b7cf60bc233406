// Makes the clock of an instance's programs follow drill time when that does not run at the real
// rate. Not a clock: it only says how programs are to be started.
#pragma once

#include <filesystem>
#include <string>

#include "engine/clock.hpp"

namespace spotdrill {

/// The library that changes programs' clocks (src/guestclock/), beside spotdrill-init; empty where
/// it is missing.
std::filesystem::path guest_time_library(const std::filesystem::path& init_program);

// DEVIATION: at a speed other than 1 these keep real time inside an instance: static programs (Go),
// /proc/uptime and other files of the kernel, and what libc's own ftw, nftw and fts tell of files.

/// What that library is told, for programs that are started from now on: how drill time follows
/// from the system's monotonic clock. Empty at rate 1.
std::string guest_time_map(const Clock& clock);

}  // namespace spotdrill
