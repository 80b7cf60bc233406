// What this computer offers to instances, and what to install for the rest: `spotdrill doctor`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/clock.hpp"
#include "host/linux_process_host.hpp"

namespace spotdrill {

enum class Verdict : std::uint8_t {
  Ok,
  Limited,  ///< Works, with something less; `detail` says what.
  Missing,
};

struct Finding {
  std::string name;  ///< "overlay root volumes".
  Verdict verdict = Verdict::Ok;
  std::string detail;  ///< What was found, or what fails without it.
  std::string remedy;  ///< What to do about it; empty if nothing.
};

struct Probe {
  HostMode mode = HostMode::Plain;  ///< What HostMode::Auto would choose.
  std::vector<Finding> findings;
};

/// Looks, and tries each mode for real below `options.data_dir` (a second, at most).
Probe probe_host(HostOptions options, const Clock& clock);

}  // namespace spotdrill
