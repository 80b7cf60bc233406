// The way out of an instance's network: a small process on the host that starts the helper
// (slirp4netns or pasta), ends it when PID 1 says so, and ends with it when PID 1 is gone, however
// that came. Not what carries packets, and not the instance's side of it (outside.hpp).
#pragma once

#include <sys/types.h>

#include "init/config.hpp"
#include "init/outcome.hpp"

namespace spotdrill::init {

/// What PID 1 writes to its keeper, and the keeper to PID 1.
inline constexpr char device_word = 'd';  ///< A device comes along, to be closed there.
inline constexpr char open_word = 'o';
inline constexpr char cut_word = 'c';
inline constexpr char ended_word = 'x';  ///< The helper has ended by itself.

/// What the helper said last is in this file of the instance's directory.
inline constexpr const char* network_log_name = "network.log";

/// The launcher's part of it, around the clone that makes PID 1.
class NetworkKeeper {
 public:
  /// Makes the connection, and notes the host's own addresses, which no instance may reach.
  /// Nothing where the configuration names no helper.
  Outcome prepare(Config& config);

  /// In PID 1: keeps its end.
  void become_instance(Config& config);

  /// In the launcher, before PID 1 goes on: afterwards its namespaces are nobody else's to open.
  Outcome open_namespaces(const Config& config, pid_t pid);

  /// In the launcher, when PID 1 goes on: leaves the keeper behind, in the instance's cgroup.
  void start(const Config& config, int cgroup);

 private:
  [[nodiscard]] bool wanted() const { return keeper_end_ >= 0; }

  int keeper_end_ = -1;
  int instance_end_ = -1;
  int net_ = -1;
  int user_ = -1;  ///< -1: it has none of its own.
};

}  // namespace spotdrill::init
