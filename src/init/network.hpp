// The instance's network: a loopback that has its addresses, and the sockets that the daemon
// serves.
#pragma once

#include "init/config.hpp"
#include "init/outcome.hpp"

namespace spotdrill::init {

/// imds, https, http, dns, in this order.
struct Listeners {
  int fds[4] = {-1, -1, -1, -1};
};

/// Brings `lo` up and gives it the metadata, AWS, DNS and private addresses.
Outcome bring_up_network(Config& config);

Outcome open_listeners(const Config& config, Listeners& listeners);

}  // namespace spotdrill::init
