// What a condition of a filter pattern compares with: a number, a text with wildcards, or a regular
// expression.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "services/logs/patterns/regex.hpp"
#include "services/logs/patterns/scanner.hpp"

namespace spotdrill::logs {

enum class Comparison : std::uint8_t {
  Equal,
  NotEqual,
  Less,
  LessOrEqual,
  Greater,
  GreaterOrEqual
};

/// "A number in scientific notation" and simpler ones. Nothing: it is none.
std::optional<double> read_number(std::string_view text);

class Operand {
 public:
  /// Reads one. Nothing: there is none, or one that AWS does not take.
  static std::optional<Operand> parse(Scanner& scanner);

  [[nodiscard]] bool is_number() const { return number_.has_value(); }
  [[nodiscard]] bool is_regex() const { return regex_.has_value(); }

  /// Whether `value`, which is `number` if it is one, compares so.
  [[nodiscard]] bool compare(Comparison comparison, std::string_view value,
                             std::optional<double> number) const;

 private:
  [[nodiscard]] bool equals(std::string_view value, std::optional<double> number) const;

  std::string text_;  ///< Without its wildcards.
  bool open_front_ = false;
  bool open_back_ = false;
  std::optional<double> number_;
  std::optional<Regex> regex_;
};

}  // namespace spotdrill::logs
