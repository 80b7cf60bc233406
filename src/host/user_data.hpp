// User data as cloud-init takes it: a script, gzipped or not, alone or in a MIME multipart archive.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/process_host.hpp"

namespace spotdrill {

struct UserData {
  std::vector<std::string> scripts;      ///< To be run in this order.
  std::vector<std::string> notices;      ///< Lines for the console: what was not taken, and why.
  std::vector<Unavailable> unavailable;  ///< What of it cloud-init would have taken.

  /// Whether it takes more than to run scripts: all of it is cloud-init's to read then.
  [[nodiscard]] bool needs_cloud_init() const { return !unavailable.empty(); }
};

/// What gzipped user data may become. EC2's limit is on what is sent. Units: bytes.
inline constexpr std::size_t user_data_unpacked_bytes_max = 4 << 20;
/// Parts of an archive that are read.
inline constexpr std::size_t user_data_parts_max = 64;

/// Finds the scripts in what the user wrote (not base64). Whatever it is, it does not fail: an
/// instance with wrong user data boots and says so on its console.
/// Source: cloud-init documentation, "User data formats".
UserData read_user_data(std::string_view text);

}  // namespace spotdrill
