// How instances reach the internet: which of the programs that carry their packets this computer
// has, and whether it can be used. Starting it is spotdrill-init's matter.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "host/linux_process_host.hpp"

namespace spotdrill {

struct WayOut {
  std::filesystem::path helper;  ///< slirp4netns or pasta; empty: there is no way.
  std::string lack;              ///< Why not.
  std::string remedy;            ///< What to do about it.
};

/// What instances of this mode can use here.
WayOut find_way_out(HostMode mode);

/// The helper for what was asked for; an empty path where instances are to reach AWS alone.
/// Errors: what an open network lacks here, and the remedy.
Result<std::filesystem::path, std::string> choose_way_out(OutsideNetwork asked, HostMode mode);

}  // namespace spotdrill
