// What is known of programs by the names of their files.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "drill/readings/timeline.hpp"

namespace spotdrill::drill {

inline bool is_shell(std::string_view name) {
  constexpr std::array<std::string_view, 7> shells{"sh",  "bash", "dash",   "ash",
                                                   "zsh", "ksh",  "busybox"};
  return std::find(shells.begin(), shells.end(), name) != shells.end();
}

/// Programs that have a handler for SIGINT whoever wrote what they run: Python raises
/// KeyboardInterrupt in it, a shell waits for its command with it.
inline bool always_catches_sigint(std::string_view name) {
  return name.starts_with("python") || is_shell(name);
}

}  // namespace spotdrill::drill
