#include <algorithm>

#include "drill/readings/line_figures.hpp"
#include "drill/readings/line_numbers.hpp"

namespace spotdrill::drill {

namespace {

using namespace std::string_view_literals;

/// Three signs of a bar make one.
constexpr std::size_t bar_bytes_min = 3;

bool of_bar(char c) {
  return (static_cast<unsigned char>(c) & 0x80U) != 0 || one_of(c, "=>#-.*_");
}

/// Where the number ends that begins at `at`: with its unit, and with "00:12" as one.
std::size_t shape_number_end(std::string_view line, std::size_t at) {
  const auto digit = [&](std::size_t place) {
    return place < line.size() && is_digit(line[place]);
  };
  while (digit(at) || (at < line.size() && one_of(line[at], ".,:'") && digit(at + 1))) {
    ++at;
  }
  const auto exponent = line.substr(at, 2);
  if ((exponent == "e-" || exponent == "e+") && digit(at + 2)) {
    at += 2;
    while (digit(at)) ++at;
  }
  // "900k" and "1.2M" are numbers of one kind.
  if (at < line.size() && one_of(line[at], "kKMGT")) {
    std::size_t end = at + 1;
    while (end < line.size() && (line[end] == 'i' || line[end] == 'B')) ++end;
    if (end == line.size() || (!is_letter(line[end]) && !digit(end))) return end;
  }
  return at;
}

/// Where the bar ends that begins at `at`, in its brackets or without; `at` when there is none.
std::size_t bar_end(std::string_view line, std::size_t at) {
  const bool bracket = line[at] == '[' || line[at] == '|';
  const char closes = line[at] == '[' ? ']' : '|';
  std::size_t end = at + (bracket ? 1 : 0);
  while (end < line.size() && (of_bar(line[end]) || (bracket && is_gap(line[end])))) ++end;
  if (bracket) return end < line.size() && line[end] == closes && end - at > 2 ? end + 1 : at;
  return end - at >= bar_bytes_min ? end : at;
}

}  // namespace

std::string line_shape(std::string_view text) {
  const std::string line = without_escapes(text.substr(0, figure_line_bytes_max));
  std::string shape;
  for (std::size_t at = 0; at < line.size() && shape.size() < line_shape_bytes_max;) {
    const bool sign = line[at] == '-' && at + 1 < line.size() && is_digit(line[at + 1]) &&
                      (at == 0 || one_of(line[at - 1], "=:([ "));
    if (sign || is_digit(line[at])) {
      at = shape_number_end(line, at + (sign ? 1 : 0));
      shape += '#';
    } else if (is_gap(line[at])) {
      if (!shape.empty() && shape.back() != ' ') shape += ' ';
      ++at;
    } else if (const std::size_t end = bar_end(line, at); end > at) {
      shape += '~';
      at = end;
    } else {
      shape += line[at++];
    }
  }
  while (shape.ends_with(' ')) shape.pop_back();
  return shape;
}

}  // namespace spotdrill::drill
