// How the workload on an instance ended: not the user data's script alone, but all that it had
// started, which goes on without it as on EC2. Used in this folder, and by the runner.
#pragma once

#include <optional>

#include "drill/work/interruption.hpp"

namespace spotdrill::drill {

struct WorkloadEnd {
  Instant at;
  std::optional<ProcessEnd> how;  ///< Nothing: not known.
};

/// Nothing: it goes on, or nobody told.
std::optional<WorkloadEnd> workload_end(const InstanceTimeline& instance);

/// Whether the instance was ended from inside: "shutdown -h now", or by a call of its own.
bool ended_itself(const InstanceTimeline& instance);

EndedHow how_it_ended(const InstanceTimeline& instance);

/// When something inside was first told of the interruption.
std::optional<Instant> heard_at(const Observation& observation, const InstanceTimeline& instance);

/// When SIGTERM came to somebody who may have answered it.
std::optional<Instant> sigterm_at(const InstanceTimeline& instance);

std::optional<Instant> earlier(const std::optional<Instant>& one,
                               const std::optional<Instant>& other);

}  // namespace spotdrill::drill
