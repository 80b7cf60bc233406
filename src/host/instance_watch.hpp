// What a clock that passes over waits sees of a host's instances. Not their life cycle
// (engine/process_host.hpp): only whether they work.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/units.hpp"

namespace spotdrill {

/// What the instances of a host are at.
struct Activity {
  std::size_t instances = 0;  ///< Those that have not ended.
  bool settling = false;      ///< One boots, is about to be gone, or awaits the internet.
  std::chrono::nanoseconds processor_time{0};  ///< What they have used; another sum: they work.
  std::optional<Duration> until_kill;          ///< Until one of them is killed that shuts down.
};

class InstanceWatch {
 public:
  virtual ~InstanceWatch() = default;

  virtual Activity activity() = 0;
  /// Whether a thread of theirs runs, or waits for a disk, at this moment.
  virtual bool anything_runs() = 0;
  /// The threads of an instance, as this process sees them.
  virtual std::vector<pid_t> threads_of(const std::string& instance) = 0;
  /// Drill time was moved ahead: the ends of graces are nearer.
  virtual void clock_moved() = 0;
};

}  // namespace spotdrill
