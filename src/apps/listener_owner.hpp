// Whose program listens on a port of this machine, as the kernel tells it: keys are not shown to
// another user's, who may have taken a port that a server of ours had. Reads /proc/net/tcp; knows
// nothing of what is spoken there.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <set>
#include <string_view>

namespace spotdrill::apps {

/// The users that listen on `port` at a loopback address or at any, by a table as /proc/net/tcp
/// and /proc/net/tcp6 have it.
std::set<uid_t> listeners_in(std::string_view table, std::uint16_t port);

/// The same of this machine. Empty where nobody does, or the kernel does not say.
std::set<uid_t> listeners_on(std::uint16_t port);

}  // namespace spotdrill::apps
