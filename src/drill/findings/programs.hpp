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

/// Programs that a script waits, prints or asks with; they do no work.
inline bool only_helps(std::string_view name) {
  constexpr std::array<std::string_view, 11> helpers{"sleep",     "tail", "cat",  "tee",
                                                     "logger",    "curl", "wget", "inotifywait",
                                                     "ssh-agent", "awk",  "sed"};
  return std::find(helpers.begin(), helpers.end(), name) != helpers.end();
}

/// Programs that have a handler for SIGTERM whoever wrote what they run: Node puts the terminal
/// right in it, Java runs its shutdown hooks, Ruby raises an exception.
inline bool always_catches_sigterm(std::string_view name) {
  return name == "node" || name == "java" || name.starts_with("ruby");
}

/// Whether the process has the runtime of Go, which has a handler for every signal that one can
/// have one for: alone that says nothing of what the program does. No other does so by itself.
inline bool has_go_runtime(const ProcessSeen& seen) {
  constexpr std::size_t most = 40;
  return seen.caught.size() >= most;
}

/// Whether the program's author, and not its runtime, made a handler for `signal`.
inline bool handles_of_its_own(const ProcessSeen& seen, int signal) {
  return seen.catches(signal) && !has_go_runtime(seen) && !always_catches_sigterm(seen.name);
}

}  // namespace spotdrill::drill
