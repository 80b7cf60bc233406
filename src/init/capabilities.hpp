// What root may do inside an instance: what an ordinary root program needs, nothing of the host's.
#pragma once

#include "init/outcome.hpp"

namespace spotdrill::init {

/// Gives up mounting, modules, raw sockets, tracing others, devices, rebooting and the like, for
/// PID 1 and everything that it starts.
Outcome drop_capabilities();

}  // namespace spotdrill::init
