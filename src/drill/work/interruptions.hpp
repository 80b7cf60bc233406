// Finds the interruptions in what was seen and measures each. Used by the verdict only.
#pragma once

#include <vector>

#include "drill/work/interruption.hpp"

namespace spotdrill::drill {

/// When the whole work was done on `instance`; nothing when it was not.
std::optional<Instant> finished_on(const Observation& observation,
                                   const InstanceTimeline& instance);

/// Whether the workload is done, and since when. With a state machine its execution alone tells.
std::optional<Instant> completion(const Observation& observation);

/// Every interruption, in order of launch, with its numbers.
std::vector<Interruption> measure_interruptions(const Observation& observation);

}  // namespace spotdrill::drill
