// Which messages a filter policy lets through.
#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "services/sns/filter_patterns.hpp"
#include "services/sns/filter_policy.hpp"

namespace spotdrill::sns {
namespace {

bool matches_any(const json::array& patterns, const json::value& value) {
  return std::ranges::any_of(
      patterns, [&](const json::value& pattern) { return matches_pattern(pattern, value); });
}

bool missing_is_right(const json::array& patterns) {
  return std::ranges::any_of(patterns, holds_of_nothing);
}

/// A rule with what is left of its path.
struct RestOfRule {
  std::string_view path;
  const json::array* patterns = nullptr;
};

/// The member that a path goes through: "a" or "a.b" of "a.b.c", whichever there is.
const json::value* member_on(const json::object& object, std::string_view& path) {
  for (std::size_t end = path.find('.');; end = path.find('.', end + 1)) {
    const std::string_view name = path.substr(0, end);
    if (const json::value* found = object.if_contains(name)) {
      path = end == std::string_view::npos ? std::string_view{} : path.substr(end + 1);
      return found;
    }
    if (end == std::string_view::npos) return nullptr;
  }
}

bool holds(const json::value& value, const std::vector<RestOfRule>& rules);

// The parser bounds the depth.
bool holds_of_object(const json::object& object, const std::vector<RestOfRule>& rules) {
  // Rules that go on in one member do so together: in an array it is one element that they hold of.
  std::map<const json::value*, std::vector<RestOfRule>> members;
  for (RestOfRule rule : rules) {
    const json::value* member = rule.path.empty() ? nullptr : member_on(object, rule.path);
    if (member != nullptr) {
      members[member].push_back(rule);
    } else if (!missing_is_right(*rule.patterns)) {
      return false;
    }
  }
  return std::ranges::all_of(members,
                             [](const auto& each) { return holds(*each.first, each.second); });
}

// The parser bounds the depth.
bool holds(const json::value& value, const std::vector<RestOfRule>& rules) {
  if (value.is_array()) {
    return std::ranges::any_of(value.get_array(),
                               [&](const json::value& each) { return holds(each, rules); });
  }
  if (value.is_object()) return holds_of_object(value.get_object(), rules);
  return std::ranges::all_of(rules, [&](const RestOfRule& rule) {
    return rule.path.empty() ? matches_any(*rule.patterns, value)
                             : missing_is_right(*rule.patterns);
  });
}

/// What patterns are compared with; nothing: the attribute is binary, or its array is none.
std::optional<json::value> value_of(const MessageAttribute& attribute) {
  if (attribute.type == "String.Array") {
    auto parsed = parse_json(attribute.value);
    if (!parsed.has_value() || !parsed->is_array()) return std::nullopt;
    return std::move(*parsed);
  }
  if (attribute.type.starts_with("String")) return json::value(attribute.value);
  double number = 0;
  const char* end = attribute.value.data() + attribute.value.size();
  const auto read = std::from_chars(attribute.value.data(), end, number);
  if (!attribute.type.starts_with("Number") || read.ec != std::errc{} || read.ptr != end) {
    return std::nullopt;
  }
  return json::value(number);
}

bool passes_rule(const FilterRule& rule, const MessageAttributes& attributes) {
  const auto found = attributes.find(rule.path);
  if (found == attributes.end()) {
    // Observed on AWS: null holds of an attribute that is not there.
    return std::ranges::any_of(*rule.patterns, [](const json::value& pattern) {
      return pattern.is_null() || holds_of_nothing(pattern);
    });
  }
  // "Amazon SNS ignores message attributes with the Binary data type."
  const auto value = value_of(found->second);
  return value && holds(*value, {{"", rule.patterns}});
}

}  // namespace

bool passes_attributes(const json::object& policy, const MessageAttributes& attributes) {
  return std::ranges::any_of(alternatives_of(policy), [&](const FilterRules& rules) {
    return std::ranges::all_of(
        rules, [&](const FilterRule& rule) { return passes_rule(rule, attributes); });
  });
}

bool passes_body(const json::object& policy, const std::string& message) {
  const auto body = parse_json(message);
  if (!body.has_value() || !body->is_object()) return false;
  return std::ranges::any_of(alternatives_of(policy), [&](const FilterRules& rules) {
    std::vector<RestOfRule> all;
    for (const FilterRule& rule : rules) all.push_back({rule.path, rule.patterns});
    return holds(*body, all);
  });
}

}  // namespace spotdrill::sns
