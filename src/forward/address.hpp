// Which addresses calls may go to, once a name has been looked up: a name can lead anywhere.
#pragma once

#include <sys/socket.h>

#include <cstdint>

namespace spotdrill::forward {

/// Not those of the link (169.254.0.0/16, fe80::/10) or fd00:ec2::/32, where metadata services
/// are, and not this computer's own `port`, if it is not 0.
bool may_be_connected(const sockaddr& address, std::uint16_t port);

}  // namespace spotdrill::forward
