// Finds the interruptions in what was seen and measures each. Used by work.cpp only.
#pragma once

#include <vector>

#include "drill/work/work.hpp"

namespace spotdrill::drill {

/// Every interruption, in order of launch, with its numbers. `work` has its samples already; what
/// cannot be true of it is added to its doubts.
std::vector<Interruption> measure_interruptions(const Observation& observation, Work& work);

}  // namespace spotdrill::drill
