// Puts what was told of saved work on the scale of progress, whatever it was told in. Used by
// work.cpp only.
#pragma once

#include <string>
#include <vector>

#include "drill/work/progress.hpp"

namespace spotdrill::drill {

struct Saved {
  std::vector<std::vector<Sample>> samples;  ///< Of each instance.
  std::string refusal;                       ///< As Work::refusal.
};

Saved read_saved(const Observation& observation, const Progress& progress);

}  // namespace spotdrill::drill
