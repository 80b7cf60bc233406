// Chooses, of all figures that an output has, the one that is the progress. Used by progress.cpp
// only.
#pragma once

#include <string>

#include "drill/work/bar.hpp"

namespace spotdrill::drill {

struct BarChoice {
  Bar bar;
  std::string from;     ///< As Work::progress_from; empty: nothing was chosen.
  std::string instead;  ///< As Work::progress_instead.
  bool guess = false;
};

BarChoice choose_bar(const Observation& observation);

}  // namespace spotdrill::drill
