// Everything that runs inside an instance, as a whole.
#pragma once

namespace spotdrill::init {

class Processes {
 public:
  /// With a PID namespace the kernel knows who belongs to the instance; without one they are the
  /// descendants of this process, which adopts orphans.
  explicit Processes(bool own_namespace) : own_namespace_(own_namespace) {}

  /// Sends a signal to all of them but this process. Gives how many there were, at least.
  int signal_all(int signal) const;

 private:
  bool own_namespace_;
};

}  // namespace spotdrill::init
