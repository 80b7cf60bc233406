// Puts all readings of progress on one scale, that of the whole work: bars that begin again with
// every epoch, counts of what was left, percentages beside steps. Used by work.cpp only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "drill/work/work.hpp"

namespace spotdrill::drill {

struct Progress {
  double total = 100;
  std::vector<std::vector<Sample>> samples;  ///< Of each instance.
  /// Other counts that come to the same whole: steps, epochs. A saved number may be in one.
  std::vector<double> counts;
  std::string from;     ///< As Work::progress_from.
  std::string instead;  ///< As Work::progress_instead.
  bool guess = false;
  std::size_t workers = 1;  ///< As Work::workers.
  std::string unknown;      ///< As Work::progress_unknown.
  std::vector<std::string> doubts;
};

Progress read_progress(const Observation& observation);

}  // namespace spotdrill::drill
