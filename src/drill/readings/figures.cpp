#include "drill/readings/figures.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstring>

#include "base/iso8601.hpp"
#include "drill/readings/console_lines.hpp"

namespace spotdrill::drill {

namespace {

/// Of a cause, in a line of text: States.Runtime's have the whole input in them.
constexpr std::size_t cause_bytes_max = 240;

}  // namespace

std::string to_text(const ExecutionSeen& execution) {
  std::string text = execution.status;
  if (!execution.error.empty()) text += ": " + execution.error;
  if (!execution.cause.empty()) text += ": " + shortened(execution.cause, cause_bytes_max);
  return text;
}

double tidy(double value) {
  constexpr double parts = 1e9;
  return std::round(value * parts) / parts;
}

std::string percent_text(double percent) {
  return fmt::format("{:g} %", std::round(percent * 10) / 10);
}

std::string time_text(Duration duration) {
  constexpr Duration tenth = 100ms;
  const Duration rounded =
      (duration + (duration < Duration::zero() ? -tenth / 2 : tenth / 2)) / tenth * tenth;
  return format_duration(rounded);
}

std::string end_text(ProcessEnd end) {
  if (!end.signalled) return fmt::format("ended with exit code {}", end.value);
  const char* abbreviation = sigabbrev_np(end.value);
  return abbreviation != nullptr ? fmt::format("was ended by SIG{}", abbreviation)
                                 : fmt::format("was ended by signal {}", end.value);
}

}  // namespace spotdrill::drill
