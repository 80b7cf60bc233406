// Several workers whose lines are mixed, each with a count of its own: "worker 2: item 3/30",
// "[rank1]: step 40/200". Used by bar.cpp only.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "drill/readings/timeline.hpp"

namespace spotdrill::drill {

struct Together {
  /// Of each instance: what all workers have done, of what all have to do.
  std::vector<std::vector<Reading>> readings;
  std::size_t workers = 0;
};

/// Parts the readings of each instance by the number before them, and adds up what is counted so;
/// nothing where that makes no counts that only rise. An instance tells of all once each of its
/// workers has told of itself.
std::optional<Together> count_together(const std::vector<std::vector<Reading>>& instances);

}  // namespace spotdrill::drill
