// The instance's own network interface, with the hardware address and the private address that the
// metadata service tells. Nothing goes out by it but where the configuration names a helper
// (outside.hpp).
#pragma once

#include "init/config.hpp"
#include "init/outcome.hpp"

namespace spotdrill::init {

/// Makes it, where the kernel has a kind of interface that needs no other.
Outcome make_interface(Config& config);

}  // namespace spotdrill::init
