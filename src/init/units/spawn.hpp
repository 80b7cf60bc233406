// Starts one process of a service, in the surroundings that its unit describes.
#pragma once

#include <sys/types.h>

#include <array>
#include <string>
#include <vector>

#include "init/units/format/unit.hpp"

namespace spotdrill::init::units {

inline constexpr std::array<int, 3> no_streams{-1, -1, -1};

struct PassedSocket {
  int fd = -1;
  std::string name;  ///< In LISTEN_FDNAMES.
};

struct SpawnRequest {
  const Unit& unit;
  const ExecCommand& command;
  Environment environment;  ///< Of the instance; the unit's own is laid over it.
  Environment extra;        ///< MAINPID and the like: over both.
  bool truncate = true;     ///< StandardOutput=truncate: only by the first process.
  /// In the place of what the unit says of its standard streams; -1: as it says.
  std::array<int, 3> streams = no_streams;
  std::vector<PassedSocket> sockets = {};
  int connection = -1;  ///< What "socket" means as a standard stream.
};

struct Spawned {
  pid_t pid = -1;       ///< -1: there is none.
  std::string problem;  ///< "Failed at step EXEC spawning /opt/x: No such file or directory"
  int output = -1;      ///< Where what it prints for the journal can be read; -1: nothing does.
};

/// Waits until the program runs or cannot. A process that could not become its program has ended,
/// with the exit code that systemd gives it (203 for EXEC, 217 for USER, …).
Spawned spawn(const SpawnRequest& request);

/// The variables with which its processes are started, before `extra`.
bool unit_environment(const Unit& unit, Environment& environment, std::string& problem);

}  // namespace spotdrill::init::units
