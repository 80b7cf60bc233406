// Makes the clock of an instance's programs follow drill time when that does not run at the real
// rate. Not a clock: it only says how programs are to be started.
#pragma once

#include <filesystem>
#include <string>

#include "engine/clock.hpp"
#include "host/shared_time.hpp"

namespace spotdrill {

/// The library that changes programs' clocks (src/guestclock/), beside spotdrill-init; empty where
/// it is missing.
std::filesystem::path guest_time_library(const std::filesystem::path& init_program);

// DEVIATION: at a speed other than 1 these keep real time inside an instance: static programs (Go),
// /proc/uptime and other files of the kernel (from the instance's boot on), and what libc's own
// ftw, nftw and fts tell of files. At speed 1 over data of another speed the times of files are
// real ones. At `auto` so do shutdown's delay, and an alarm after the program that set it has
// called exec.

/// Where the pages of SharedTime are inside an instance.
inline constexpr const char* guest_pages_directory = "/run/spotdrill";

/// What that library is told, for programs that are started from now on: how drill time follows
/// from the system's monotonic clock, and with `time`, that its pages in `directory` say how far it
/// is ahead. Empty where drill time is real time.
std::string guest_time_map(const Clock& clock, const SharedTime* time = nullptr,
                           const std::filesystem::path& directory = {});

}  // namespace spotdrill
