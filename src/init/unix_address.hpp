// The address of a Unix socket that has a path.
#pragma once

#include <sys/socket.h>
#include <sys/un.h>

#include <cstdio>

namespace spotdrill::init {

/// `path` is shorter than an address can hold.
inline sockaddr_un unix_address(const char* path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
  return address;
}

}  // namespace spotdrill::init
