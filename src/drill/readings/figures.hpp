// How figures and ends are written for a person: one way, wherever they are told.
#pragma once

#include <string>

#include "base/units.hpp"
#include "drill/readings/timeline.hpp"

namespace spotdrill::drill {

/// "FAILED: States.Timeout: the cause".
std::string to_text(const ExecutionSeen& execution);

/// Without what sums and products of decimal fractions come out off: 0.55 of 100 is 55.
double tidy(double value);

/// "50 %", "12.5 %".
std::string percent_text(double percent);

/// "4.2s", "2m", "0s": to a tenth of a second.
std::string time_text(Duration duration);

/// "ended with exit code 3", "was ended by SIGSEGV".
std::string end_text(ProcessEnd end);

}  // namespace spotdrill::drill
