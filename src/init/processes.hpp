// Everything that runs inside an instance, as a whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace spotdrill::init {

/// One of them.
struct ProcessState {
  int pid = 0;
  int parent = 0;
  std::uint64_t caught = 0;  ///< Bit n - 1: it has a handler for signal n.
  std::string name;          ///< Its program's: "bash" for a script of bash.
};

class Processes {
 public:
  /// With a PID namespace the kernel knows who belongs to the instance; without one they are the
  /// descendants of this process, which adopts orphans.
  explicit Processes(bool own_namespace) : own_namespace_(own_namespace) {}

  /// Sends a signal to all of them but this process. Gives how many there were, at least.
  int signal_all(int signal) const;

  /// Those of them that are alive, by rising pid, at most `count_max`.
  [[nodiscard]] std::vector<ProcessState> states(std::size_t count_max) const;

 private:
  bool own_namespace_;
};

}  // namespace spotdrill::init
