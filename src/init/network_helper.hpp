// The programs that carry packets between an instance's network and the host's, and how each is
// called.
#pragma once

#include <sys/types.h>

#include <string>

namespace spotdrill::init {

/// The instance's interface, by which they work.
/// As Amazon Linux 2023 and Ubuntu name it on Nitro; older images said eth0.
inline constexpr const char* interface_name = "ens5";

/// The router that the instance sees, and the network that it is in: link-local, so that nothing
/// beyond is hidden by it.
inline constexpr const char* router_network = "169.254.172.0/24";
inline constexpr const char* router_address = "169.254.172.2";

/// What a helper works in: two descriptors, and the process that has them open.
struct HelperPlace {
  pid_t keeper = 0;
  int network = -1;  ///< The network namespace.
  int user = -1;     ///< The user namespace; -1: the host's.
};

/// Becomes `program`, a path of slirp4netns or of pasta, or ends. What is run so reaches none of
/// the host's services at its loopback addresses. slirp4netns ends with the keeper, whatever kills
/// that; pasta, which comes into the user namespace itself, the kernel lets go on.
[[noreturn]] void run_helper(const std::string& program, const HelperPlace& place);

}  // namespace spotdrill::init
