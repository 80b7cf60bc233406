#include "services/sns/filter_patterns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/lower_case.hpp"

namespace spotdrill::sns {
namespace {

using Checked = Result<void, std::string>;

Checked wrong(std::string message) {
  return refuse(std::move(message));
}

std::string token_of(const json::value& value) {
  return value.is_string() ? std::string{value.get_string()} : to_text(value);
}

Checked check_bound(const json::array& range, std::size_t at, std::string_view name) {
  if (at < range.size() && range[at].is_number()) return {};
  return wrong(fmt::format("Value of {} must be numeric", name == "=" ? "equals" : name));
}

/// The second half of "[">", 0, "<=", 100]".
Checked check_upper(const json::array& range) {
  if (!range[2].is_string()) {
    return wrong("Bad value in numeric range: " + token_of(range[2]));
  }
  const std::string upper = token_of(range[2]);
  if (upper != "<" && upper != "<=") return wrong("Bad numeric range operator: " + upper);
  TRY(check_bound(range, 3, upper));
  if (range[1].to_number<double>() >= range[3].to_number<double>()) {
    return wrong("Bottom must be less than top");
  }
  if (range.size() > 4) return wrong("Too many terms in numeric range expression");
  return {};
}

Checked check_numeric(const json::value& operand) {
  constexpr std::array<std::string_view, 5> comparisons{"=", "<", "<=", ">", ">="};
  if (!operand.is_array()) return wrong("Value of numeric must be an array.");
  const json::array& range = operand.get_array();
  if (range.empty() || !range[0].is_string()) {
    return wrong("Invalid member in numeric match: " + (range.empty() ? "]" : token_of(range[0])));
  }
  const std::string first = token_of(range[0]);
  if (std::ranges::find(comparisons, first) == comparisons.end()) {
    return wrong("Unrecognized numeric range operator: " + first);
  }
  TRY(check_bound(range, 1, first));
  if (range.size() == 2) return {};
  if (first[0] != '>') return wrong("Too many elements in numeric expression");
  return check_upper(range);
}

Checked check_text(std::string_view name, const json::value& operand) {
  if (operand.is_string()) return {};
  return wrong(fmt::format("{} match pattern must be a string", name));
}

bool is_plain(const json::value& value) {
  return value.is_string() || value.is_number() || value.is_bool() || value.is_null();
}

// DEVIATION: AWS's words on operands of anything-but that are no values are not known.
Checked check_anything_but(const json::value& operand) {
  if (operand.is_object()) {
    const json::object& inner = operand.get_object();
    const std::string_view name = inner.empty() ? "" : std::string_view{inner.begin()->key()};
    if (name != "prefix") {
      return wrong(fmt::format("Unsupported anything-but pattern: {}", name));
    }
    return check_text(name, inner.begin()->value());
  }
  const bool plain = operand.is_array() ? !operand.get_array().empty() &&
                                              std::ranges::all_of(operand.get_array(), is_plain)
                                        : is_plain(operand);
  if (!plain) return wrong("Value of anything-but must be an array or single string/number value.");
  return {};
}

bool compares(double value, std::string_view comparison, double bound) {
  if (comparison == "=") return value == bound;
  if (comparison == "<") return value < bound;
  if (comparison == "<=") return value <= bound;
  return comparison == ">" ? value > bound : value >= bound;
}

bool in_range(const json::array& range, const json::value& value) {
  if (!value.is_number()) return false;
  const double number = value.to_number<double>();
  for (std::size_t at = 0; at + 1 < range.size(); at += 2) {
    if (!compares(number, std::string_view{range[at].get_string()},
                  range[at + 1].to_number<double>())) {
      return false;
    }
  }
  return true;
}

/// Numbers are the same however they are written.
bool same(const json::value& pattern, const json::value& value) {
  if (pattern.is_number() && value.is_number()) {
    return pattern.to_number<double>() == value.to_number<double>();
  }
  return pattern == value;
}

bool is_another(const json::value& operand, const json::value& value) {
  if (operand.is_object()) {
    const std::string_view prefix{operand.get_object().begin()->value().get_string()};
    return !value.is_string() || !std::string_view{value.get_string()}.starts_with(prefix);
  }
  if (!operand.is_array()) return !same(operand, value);
  return std::ranges::none_of(operand.get_array(),
                              [&](const json::value& each) { return same(each, value); });
}

}  // namespace

Result<void, std::string> check_pattern(const json::value& pattern) {
  if (is_plain(pattern)) return {};
  if (!pattern.is_object()) {
    return wrong("Match value must be String, number, true, false, or null");
  }
  const json::object& object = pattern.get_object();
  if (object.size() != 1) return wrong("Only one key allowed in match expression");
  const std::string_view name{object.begin()->key()};
  const json::value& operand = object.begin()->value();
  if (name == "prefix" || name == "suffix" || name == "equals-ignore-case") {
    return check_text(name, operand);
  }
  if (name == "numeric") return check_numeric(operand);
  if (name == "anything-but") return check_anything_but(operand);
  if (name == "exists") {
    if (operand.is_bool()) return {};
    return wrong("exists match pattern must be either true or false.");
  }
  // DEVIATION: of the operators that SNS has, these are refused by name.
  if (name == "cidr" || name == "wildcard") {
    return wrong(fmt::format("spotdrill's SNS has no operator {}", name));
  }
  return wrong(fmt::format("Unrecognized match type {}", name));
}

bool matches_pattern(const json::value& pattern, const json::value& value) {
  if (!pattern.is_object()) return same(pattern, value);
  const std::string_view name{pattern.get_object().begin()->key()};
  const json::value& operand = pattern.get_object().begin()->value();
  if (name == "exists") return operand.get_bool();
  if (name == "numeric") return in_range(operand.get_array(), value);
  if (name == "anything-but") return is_another(operand, value);
  if (!value.is_string()) return false;
  const std::string_view text{value.get_string()};
  const std::string_view wanted{operand.get_string()};
  if (name == "prefix") return text.starts_with(wanted);
  if (name == "suffix") return text.ends_with(wanted);
  return lower_case(text) == lower_case(wanted);
}

bool holds_of_nothing(const json::value& pattern) {
  if (!pattern.is_object()) return false;
  const auto& member = *pattern.get_object().begin();
  return member.key() == "exists" && !member.value().get_bool();
}

}  // namespace spotdrill::sns
