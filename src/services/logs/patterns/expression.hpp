// Conditions that are joined by && and ||, in JSON and in space-delimited patterns alike.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "services/logs/patterns/operand.hpp"
#include "services/logs/patterns/scanner.hpp"
#include "services/logs/patterns/selector.hpp"

namespace spotdrill::logs {

enum class Test : std::uint8_t { Compare, IsNull, IsTrue, IsFalse, NotExists };

/// "$.latency > 75", "status_code = 4*", "$.error IS NULL".
struct Condition {
  std::optional<Selector> selector;  ///< Nothing: the condition is of a field, which has a name.
  Test test = Test::Compare;
  Comparison comparison = Comparison::Equal;
  std::optional<Operand> operand;
};

/// "( ) > && > ||".
struct Expression {
  enum class Kind : std::uint8_t { One, All, Any };
  Kind kind = Kind::One;
  std::optional<Condition> condition;  ///< Of One.
  std::vector<Expression> parts;       ///< Of All and Any.

  /// Whether it holds when `holds` says of each condition whether it does.
  [[nodiscard]] bool evaluate(const std::function<bool(const Condition&)>& holds) const;
  void for_each(const std::function<void(const Condition&)>& see) const;
};

/// Reads an expression up to where it ends. `field`: conditions are of the field of that name; else
/// of selectors. Nothing: it is none that AWS takes.
std::optional<Expression> parse_expression(Scanner& scanner, const std::string* field);

/// Whether a pattern of these expressions has no more regular expressions and wildcards than AWS
/// takes.
bool within_quotas(const std::vector<const Expression*>& expressions);

}  // namespace spotdrill::logs
