#include "drill/readings/number_pattern.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace spotdrill::drill {

std::optional<double> parse_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end == text.data() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<NumberPattern::Match> NumberPattern::last_in(std::string_view line) const {
  line = line.substr(0, pattern_line_bytes_max);
  std::optional<Match> found;
  using Matches = std::regex_iterator<const char*>;
  for (Matches match{line.data(), line.data() + line.size(), regex_}, end; match != end; ++match) {
    const std::optional<double> number = parse_number((*match)[1].str());
    if (!number) continue;
    const auto begin = static_cast<std::size_t>(match->position(1));
    found = Match{*number, begin, begin + static_cast<std::size_t>(match->length(1))};
  }
  return found;
}

std::optional<double> NumberPattern::last_of_lines(std::string_view text) const {
  std::optional<double> value;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (const auto found = last_in(text.substr(0, end))) value = found->value;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return value;
}

}  // namespace spotdrill::drill
