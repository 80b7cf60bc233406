// What there is to say of one interruption, line by line: the same on a terminal and on a page.
#pragma once

#include <string>
#include <vector>

#include "report/report.hpp"

namespace spotdrill::report {

/// One line: "notice", "T+50s, for T+2m50s".
struct InterruptionFact {
  std::string what;
  std::string value;
};

/// In order of time; what the work lost is the last.
std::vector<InterruptionFact> facts_of(const Report& report,
                                       const api::report::Interruption& interruption);

/// "T+2m50s".
std::string since_start(const Report& report, Instant at);

/// "55 %": `value`, in progress's unit, of the whole.
std::string of_whole(const Report& report, double value);

}  // namespace spotdrill::report
