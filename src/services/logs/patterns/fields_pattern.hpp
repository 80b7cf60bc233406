// Filter patterns for space-delimited log events: "[ip, user, ..., status = 4*, bytes > 1000]".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/logs/patterns/expression.hpp"

namespace spotdrill::logs {

/// The fields of a message. "The characters between a pair of square brackets [] or two double
/// quotes
/// ("") are treated as a single field."
std::vector<std::string_view> split_fields(std::string_view message);

class FieldsPattern {
 public:
  /// Reads what stands between the brackets. Nothing: it is none that AWS takes.
  static std::optional<FieldsPattern> parse(std::string_view text);

  [[nodiscard]] bool matches(const std::vector<std::string_view>& fields) const;
  /// What "$name", or "$3" of what has no name, selects. The fields match.
  [[nodiscard]] std::optional<std::string> value(const std::vector<std::string_view>& fields,
                                                 std::string_view selector) const;
  [[nodiscard]] bool has(std::string_view selector) const;
  /// Every field by its selector. The fields match.
  [[nodiscard]] std::map<std::string, std::string> values(
      const std::vector<std::string_view>& fields) const;

 private:
  struct Field {
    std::string name;  ///< May be empty.
    std::optional<Expression> condition;
  };

  /// The pattern's field that a message's is, of `count`. Null: one that "..." stands for.
  [[nodiscard]] const Field* field_at(std::size_t at, std::size_t count) const;

  std::vector<Field> fields_;            ///< Without the "...".
  std::optional<std::size_t> ellipsis_;  ///< How many stand before it.
};

}  // namespace spotdrill::logs
