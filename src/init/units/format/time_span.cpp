#include "init/units/format/time_span.hpp"

#include <cmath>
#include <cstdlib>

#include "init/units/format/unit_file.hpp"

namespace spotdrill::init::units {
namespace {

struct SpanUnit {
  std::string_view names;  // With a space before and after each.
  double us;
};
constexpr SpanUnit span_units[] = {
    {" us usec µs ", 1},
    {" ms msec ", 1e3},
    {" s sec second seconds ", 1e6},
    {" m min minute minutes ", 60e6},
    {" h hr hour hours ", 3600e6},
    {" d day days ", 86400e6},
    {" w week weeks ", 7 * 86400e6},
    {" M month months ", 30.44 * 86400e6},
    {" y year years ", 365.25 * 86400e6},
};

std::optional<double> unit_us(std::string_view name) {
  if (name.empty()) return 1e6;
  const std::string word = " " + std::string{name} + " ";
  for (const SpanUnit& unit : span_units) {
    if (unit.names.find(word) != std::string_view::npos) return unit.us;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Microseconds> parse_time_span(std::string_view text) {
  text = trimmed(text);
  if (text == "infinity") return infinite_us;
  if (text.empty() || text.size() > 100) return std::nullopt;
  double sum = 0;
  while (!text.empty()) {
    const std::size_t digits = text.find_first_not_of("0123456789.");
    const std::string number{text.substr(0, digits)};
    char* rest = nullptr;
    const double value = std::strtod(number.c_str(), &rest);
    if (number.empty() || *rest != '\0') return std::nullopt;
    text.remove_prefix(number.size());
    text = trimmed(text);
    const std::size_t end = std::min(text.find_first_of(" \t0123456789."), text.size());
    const auto unit = unit_us(text.substr(0, end));
    if (!unit) return std::nullopt;
    text.remove_prefix(end);
    text = trimmed(text);
    sum += value * *unit;
  }
  if (sum >= 9e18) return infinite_us;
  return static_cast<Microseconds>(std::llround(sum));
}

std::string show_time_span(Microseconds span) {
  if (span == infinite_us) return "infinity";
  if (span <= 0) return "0";
  struct Part {
    const char* name;
    Microseconds us;
  };
  constexpr Part parts[] = {{"d", 86400 * second_us},
                            {"h", 3600 * second_us},
                            {"min", 60 * second_us},
                            {"s", second_us},
                            {"ms", 1000},
                            {"us", 1}};
  std::string text;
  for (const Part& part : parts) {
    if (span < part.us) continue;
    if (!text.empty()) text += ' ';
    text += std::to_string(span / part.us) + part.name;
    span %= part.us;
  }
  return text;
}

}  // namespace spotdrill::init::units
