// A unit file, and each of its values as a command line, a span of time, a moment and variables.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "init/units/format/calendar.hpp"
#include "init/units/format/unit.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spotdrill::init::units;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const UnitFile file = parse_unit_file(text);
  if (file.assignments.size() > assignments_max) std::abort();
  Unit unit;
  if (!split_name("worker@1.service", unit)) std::abort();
  apply(file.assignments, {{'i', "1"}, {'H', "host"}}, unit);
  if (unit.unmet.size() > problems_max + 2 * assignments_max) std::abort();
  Environment variables;
  add_environment_file(variables, text);
  for (const Assignment& line : file.assignments) {
    if (const auto commands = parse_exec_line(line.value, {{'i', "1"}})) {
      if (commands->empty()) std::abort();
      for (const ExecCommand& command : *commands) (void)expand_variables(command, variables);
    }
    if (const auto span = parse_time_span(line.value); span && *span < 0) std::abort();
    if (const auto calendar = parse_calendar(line.value)) {
      const Microseconds after = Microseconds{1'796'033'850} * second_us;
      if (const auto moment = next_moment(*calendar, after); moment && *moment <= after) {
        std::abort();
      }
    }
    if (unescape_name(escape_name(line.value)) != line.value) std::abort();
  }
  return 0;
}
