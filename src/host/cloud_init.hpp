// Debian's cloud-init, unpacked into a directory of its own and not installed: what a #cloud-config
// takes. Where it is, and how it comes there. Not its running, which is an instance's (init/).
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotdrill {

/// How one gets it, for whoever is told that it is missing.
inline constexpr std::string_view cloud_init_remedy = "spotdrill fetch cloud-init";

struct CloudInit {
  std::filesystem::path tree;  ///< Holds etc/, usr/.
  std::string version;         ///< "22.4.2-1+deb12u4".
};

/// Where fetching puts it: $XDG_DATA_HOME/spotdrill/cloud-init, else below ~/.local/share. Not in a
/// server's data directory, of which there are many.
std::filesystem::path cloud_init_home();

/// The tree there, or beside the installed program. Nothing where there is none, or where it was
/// made for another Python than the host's.
std::optional<CloudInit> find_cloud_init();

/// Fetches the package and the Python modules that it takes by apt, which verifies them, and
/// unpacks them. What was there before is replaced whole, or stays. `tell` hears of each step.
/// Errors: one sentence that says what to do.
Result<CloudInit, std::string> fetch_cloud_init(const std::function<void(std::string_view)>& tell);

}  // namespace spotdrill
