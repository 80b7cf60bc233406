// What an interrupted instance saved, when, and whether in answer to its notice. Used by
// interruptions.cpp only.
#pragma once

#include "drill/work/work.hpp"

namespace spotdrill::drill {

/// Fills in what `interruption` says of saving; `done` is the work of `instance`.
void measure_saving(const Observation& observation, const InstanceTimeline& instance,
                    const InstanceWork& done, Interruption& interruption);

}  // namespace spotdrill::drill
