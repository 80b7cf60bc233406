#include "services/cloudwatch/slot_text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <iterator>
#include <optional>

namespace spotdrill::cloudwatch {
namespace {

/// Takes the next number off `line`.
template <class T>
std::optional<T> take(std::string_view& line) {
  while (line.starts_with(' ')) line.remove_prefix(1);
  T number{};
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
  if (error != std::errc{}) return std::nullopt;
  line.remove_prefix(static_cast<std::size_t>(end - line.data()));
  return number;
}

bool read_line(std::string_view line, Slots& slots) {
  const auto at = take<std::int64_t>(line);
  const auto unit = take<int>(line);
  const auto distributed = take<int>(line);
  const auto count = take<double>(line);
  const auto sum = take<double>(line);
  const auto minimum = take<double>(line);
  const auto maximum = take<double>(line);
  if (!maximum || !unit || *unit < 0 || *unit > unit_none) return false;
  Aggregate aggregate{.count = *count,
                      .sum = *sum,
                      .minimum = *minimum,
                      .maximum = *maximum,
                      .distributed = *distributed == 1};
  while (const auto value = take<double>(line)) {
    const auto times = take<double>(line);
    if (!times) return false;
    aggregate.values.push_back({.value = *value, .count = *times});
  }
  slots[*at].push_back({.unit = static_cast<Unit>(*unit), .aggregate = std::move(aggregate)});
  return true;
}

}  // namespace

void write_slot(std::string& text, std::int64_t at, const UnitAggregate& each) {
  const Aggregate& aggregate = each.aggregate;
  fmt::format_to(std::back_inserter(text), "{} {} {} {} {} {} {}", at, int{each.unit},
                 aggregate.distributed ? 1 : 0, aggregate.count, aggregate.sum, aggregate.minimum,
                 aggregate.maximum);
  for (const ValueCount& value : aggregate.values) {
    fmt::format_to(std::back_inserter(text), " {} {}", value.value, value.count);
  }
  text.push_back('\n');
}

void read_slots(std::string_view text, Slots& slots) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    read_line(line, slots);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

}  // namespace spotdrill::cloudwatch
