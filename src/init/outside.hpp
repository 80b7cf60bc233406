// The instance's side of the way to the internet: its interface as a tap device, at whose other end
// the helper will be (network_keeper.hpp), and which addresses lead there. It drops the packets of
// a moment when no helper is there, as a network that was cut does.
#pragma once

#include "init/config.hpp"
#include "init/outcome.hpp"

namespace spotdrill::init {

/// Makes the tap device, which outlives helpers and `tap`, by which it is open. `mac` is six
/// octets.
Outcome make_tap(const unsigned char* mac, int& tap);

/// Everything leads out by it but the instance's own subnet, link-local addresses and the host's
/// own: who connects to those is told at once that there is no way.
Outcome add_outside_routes(int netlink, unsigned index, const Config& config);

/// Gives the keeper the device, which nobody may have open when a helper comes; to close it takes
/// the kernel some milliseconds, which the first instruction does not wait for.
void hand_over(const Config& config, int tap);

/// Tells the keeper to let packets out, or to stop.
void set_outside(const Config& config, bool open);

}  // namespace spotdrill::init
