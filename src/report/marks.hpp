// The moments of a drill that a picture points at.
#pragma once

#include <string>
#include <vector>

#include "report/report.hpp"

namespace spotdrill::report {

/// One moment, or several that a picture cannot tell apart.
struct Mark {
  Instant at;
  std::string css_class;  ///< "notice": what colour it has.
  std::string label;      ///< "notice", "notice, read".
};

/// Every moment of every interruption, in order of time.
std::vector<Mark> marks_of(const Report& report);

}  // namespace spotdrill::report
