// A count whose lines have other words each, so that no two look alike: "alpha.mp4 (1 of 15)",
// "Stage 2/3 (transform): 45%". Used by bar_choice.cpp only.
#pragma once

#include <vector>

#include "drill/work/bar.hpp"

namespace spotdrill::drill {

struct Scattered {
  std::vector<std::size_t> series;  ///< Whose readings it has.
  Bar bar;
};

/// Counts that make one, told by several series, where they never fall but to begin the next cycle
/// and are more than any of their series has.
std::vector<Scattered> scattered_counts(const Observation& observation);

}  // namespace spotdrill::drill
