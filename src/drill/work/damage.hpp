// What the interruptions damaged, as far as files on shared places show it. Asked by the verdict
// and by findings.
#pragma once

#include <string>
#include <vector>

#include "drill/work/work.hpp"

namespace spotdrill::drill {

/// A file that an instance was writing when it was shut down, and that is still cut off.
struct CutOff {
  std::string instance;
  const OpenFile* file = nullptr;  ///< Of the observation.
};

std::vector<CutOff> cut_off_files(const Observation& observation);

/// Instances whose checkpoint was half written when they were shut down, and whose replacement went
/// on from it as if it were whole.
std::vector<std::string> torn_checkpoints_used(const Observation& observation, const Work& work);

}  // namespace spotdrill::drill
