// The tests of Choice rules.
#include <fmt/format.h>

#include <cstring>

#include "asl/states/states.hpp"
#include "asl/timestamp.hpp"

namespace spotdrill::asl {
namespace {

enum class Order : std::uint8_t { Equals, Less, Greater, LessEquals, GreaterEquals };

Order order_of(std::string_view op) {
  if (op.ends_with("LessThanEquals")) return Order::LessEquals;
  if (op.ends_with("GreaterThanEquals")) return Order::GreaterEquals;
  if (op.ends_with("LessThan")) return Order::Less;
  if (op.ends_with("GreaterThan")) return Order::Greater;
  return Order::Equals;
}

template <class T>
bool in_order(Order order, const T& left, const T& right) {
  switch (order) {
    case Order::Equals:
      return left == right;
    case Order::Less:
      return left < right;
    case Order::Greater:
      return right < left;
    case Order::LessEquals:
      return !(right < left);
    case Order::GreaterEquals:
      return !(left < right);
  }
  return false;
}

/// "… any number of any character (*)"; "\\*" is an asterisk, "\\\\" a backslash.
bool matches(std::string_view pattern, std::string_view text) {
  struct Mark {
    std::size_t pattern = std::string_view::npos;
    std::size_t text = 0;
  } star;
  std::size_t at = 0;
  std::size_t in_text = 0;
  while (in_text < text.size() || at < pattern.size()) {
    if (at < pattern.size()) {
      if (pattern[at] == '*') {
        star = {.pattern = at++, .text = in_text};
        continue;
      }
      const bool escaped = pattern[at] == '\\' && at + 1 < pattern.size();
      const char wanted = escaped ? pattern[at + 1] : pattern[at];
      if (in_text < text.size() && text[in_text] == wanted) {
        at += escaped ? 2 : 1;
        ++in_text;
        continue;
      }
    }
    // Not here: the last asterisk takes one character more.
    if (star.pattern == std::string_view::npos || star.text >= text.size()) return false;
    in_text = ++star.text;
    at = star.pattern + 1;
  }
  return true;
}

std::optional<Instant> as_instant(const json::value& value) {
  return value.is_string() ? parse_timestamp(value.get_string()) : std::nullopt;
}

bool is_of_type(std::string_view op, const json::value& value) {
  if (op == "IsNull") return value.is_null();
  if (op == "IsNumeric") return value.is_number();
  if (op == "IsString") return value.is_string();
  if (op == "IsBoolean") return value.is_bool();
  if (op == "IsTimestamp") return as_instant(value).has_value();
  return true;  // IsPresent: it was found.
}

bool compare_numbers(Order order, const json::value& left, const json::value& right) {
  if (left.is_int64() && right.is_int64()) {
    return in_order(order, left.get_int64(), right.get_int64());
  }
  return in_order(order, left.to_number<double>(), right.to_number<double>());
}

/// "…if the types do not match, the comparison is false."
bool compare(std::string_view op, const json::value& value, const json::value& operand,
             const std::optional<Instant>& instant) {
  if (op == "StringMatches") {
    return value.is_string() && operand.is_string() &&
           matches(operand.get_string(), value.get_string());
  }
  if (op.starts_with("String")) {
    return value.is_string() && operand.is_string() &&
           in_order(order_of(op), std::string_view{value.get_string()},
                    std::string_view{operand.get_string()});
  }
  if (op.starts_with("Numeric")) {
    return value.is_number() && operand.is_number() &&
           compare_numbers(order_of(op), value, operand);
  }
  if (op.starts_with("Boolean")) {
    return value.is_bool() && operand.is_bool() && value.get_bool() == operand.get_bool();
  }
  const auto left = as_instant(value);
  const auto right = instant ? instant : as_instant(operand);
  return left && right && in_order(order_of(op), *left, *right);
}

Refusal<Failure> invalid_path(const Expression& path) {
  return fail(error_name::runtime,
              fmt::format("Invalid path '{}': The choice state's condition path references an "
                          "invalid value.",
                          path.text()));
}

Result<bool, Failure> compare(const ChoiceCondition& condition, const Visit& visit) {
  std::string_view op = condition.op;
  const FrameScope scope = visit.scope();
  const Path* path = condition.variable.path();
  const json::value* found = path == nullptr || !path->definite() ? nullptr : path->find(scope);
  std::optional<json::value> made;
  if (found == nullptr && path != nullptr && !path->definite()) {
    made = path->read(scope);
    if (made) found = &*made;
  }
  if (op.starts_with("Is")) {
    const bool wanted = condition.operand.is_bool() && condition.operand.get_bool();
    if (op == "IsPresent") return (found != nullptr) == wanted;
    if (found == nullptr) return invalid_path(condition.variable);
    return is_of_type(op, *found) == wanted;
  }
  if (found == nullptr) return invalid_path(condition.variable);
  if (!condition.operand_path) {
    return compare(op, *found, condition.operand, condition.operand_instant);
  }
  op.remove_suffix(std::strlen("Path"));
  const Path* other = condition.operand_path->path();
  const auto operand = other == nullptr ? std::nullopt : other->read(scope);
  if (!operand) return invalid_path(*condition.operand_path);
  return compare(op, *found, *operand, std::nullopt);
}

}  // namespace

Result<bool, Failure> holds(const ChoiceCondition& condition, const Visit& visit) {
  using Kind = ChoiceCondition::Kind;
  if (condition.kind == Kind::Query) return visit.boolean(condition.query);
  if (condition.kind == Kind::Comparison) return compare(condition, visit);
  if (condition.kind == Kind::Not) return !TRY(holds(condition.conditions.front(), visit));
  const bool decided = condition.kind == Kind::Or;  // What ends it early.
  for (const ChoiceCondition& each : condition.conditions) {
    if (TRY(holds(each, visit)) == decided) return decided;
  }
  return !decided;
}

}  // namespace spotdrill::asl
