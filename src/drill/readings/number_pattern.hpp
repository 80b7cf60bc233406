// A regular expression with one group, which is a number.
#pragma once

#include <cstddef>
#include <optional>
#include <regex>
#include <string>
#include <string_view>

namespace spotdrill::drill {

/// What a pattern is looked for in: std::regex recurses once for each character of a line.
constexpr std::size_t pattern_line_bytes_max = 4096;

/// The number at the beginning of `text`; nothing where it is none.
std::optional<double> parse_number(std::string_view text);

class NumberPattern {
 public:
  /// A number, and where it stands in its line.
  struct Match {
    double value = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  explicit NumberPattern(const std::string& pattern) : regex_(pattern, std::regex::ECMAScript) {}

  /// The last match in `line` whose group is a number.
  [[nodiscard]] std::optional<Match> last_in(std::string_view line) const;

  /// The number of the last line of `text` that has one.
  [[nodiscard]] std::optional<double> last_of_lines(std::string_view text) const;

 private:
  std::regex regex_;
};

}  // namespace spotdrill::drill
