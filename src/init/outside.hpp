// The instance's side of the way to the internet: its interface as a tap device, at whose other end
// the helper will be (network_keeper.hpp), and which addresses lead there. It drops the packets of
// a moment when no helper is there, as a network that was cut does.
#pragma once

#include "init/config.hpp"
#include "init/outcome.hpp"

namespace spotdrill::init {

/// Makes the tap device, which outlives helpers. `mac` is six octets.
Outcome make_tap(const unsigned char* mac);

/// Everything leads out by it but the instance's own subnet, link-local addresses and the host's
/// own: who connects to those is told at once that there is no way.
Outcome add_outside_routes(int netlink, unsigned index, const Config& config);

/// Tells the keeper to let packets out, or to stop.
void set_outside(const Config& config, bool open);

}  // namespace spotdrill::init
