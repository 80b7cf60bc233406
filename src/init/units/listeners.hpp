// The sockets of a socket unit: made, listened at, handed on. Source: systemd.socket(5).
#pragma once

#include <string>
#include <vector>

#include "init/units/format/unit.hpp"

namespace spotdrill::init::units {

class Listeners {
 public:
  Listeners() = default;
  ~Listeners();
  Listeners(const Listeners&) = delete;
  Listeners& operator=(const Listeners&) = delete;

  /// Empty, or why not: "Failed to create listening socket (/run/x): Address already in use".
  std::string open(const Unit& unit);

  [[nodiscard]] const std::vector<int>& descriptors() const { return descriptors_; }

 private:
  int make(const Socket& socket, const Socket::Listen& listen);

  std::vector<int> descriptors_;
  std::vector<std::string> remove_;  ///< Paths that go with it.
};

/// Who is at the other end, as systemd names the instance for it: "3-127.0.0.1:80-127.0.0.1:5000",
/// "3-1234-0" (a process and a user).
std::string connection_name(unsigned long number, int fd);

}  // namespace spotdrill::init::units
