#include "services/sns/filter_policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "services/sns/filter_patterns.hpp"

namespace spotdrill::sns {
namespace {

/// "A filter policy can have a maximum of five attribute names", "The total combination of values
/// must not exceed 150".
constexpr std::size_t filter_keys_max = 5;
constexpr std::size_t filter_combinations_max = 150;

constexpr std::array<std::string_view, 8> operator_names{
    "anything-but", "cidr",    "equals-ignore-case", "exists", "numeric", "prefix",
    "suffix",       "wildcard"};

/// "$or" joins alternatives when it lists two or more objects whose members are no operators.
bool joins_alternatives(std::string_view key, const json::value& value) {
  return key == "$or" && value.is_array() && value.get_array().size() > 1 &&
         std::ranges::all_of(value.get_array(), [](const json::value& each) {
           return each.is_object() &&
                  std::ranges::none_of(each.get_object(), [](const auto& member) {
                    return std::ranges::find(operator_names, std::string_view{member.key()}) !=
                           operator_names.end();
                  });
         });
}

using FilterError = Result<void, std::string>;

FilterError check_patterns(const json::array& patterns) {
  if (patterns.empty()) return refuse(std::string{"Empty arrays are not allowed"});
  for (const json::value& pattern : patterns) TRY(check_pattern(pattern));
  return {};
}

// The parser bounds the depth.
FilterError check_object(const json::object& object) {
  for (const auto& member : object) {
    const json::value& value = member.value();
    if (joins_alternatives(member.key(), value)) {
      for (const json::value& each : value.get_array()) TRY(check_object(each.get_object()));
    } else if (value.is_array()) {
      TRY(check_patterns(value.get_array()));
    } else if (value.is_object()) {
      TRY(check_object(value.get_object()));
    } else {
      return refuse(
          fmt::format("\"{}\" must be an object or an array", std::string_view{member.key()}));
    }
  }
  return {};
}

/// Every alternative of `left` with every one of `right`.
std::vector<FilterRules> combined(const std::vector<FilterRules>& left,
                                  const std::vector<FilterRules>& right) {
  std::vector<FilterRules> all;
  for (const FilterRules& one : left) {
    for (const FilterRules& other : right) {
      // More than may be are not counted on.
      if (all.size() > filter_combinations_max) return all;
      all.push_back(one);
      all.back().insert(all.back().end(), other.begin(), other.end());
    }
  }
  return all;
}

// The parser bounds the depth.
std::vector<FilterRules> alternatives_below(const json::object& object, const std::string& prefix,
                                            std::size_t depth) {
  std::vector<FilterRules> all{{}};
  for (const auto& member : object) {
    const json::value& value = member.value();
    const std::string path = prefix + std::string{member.key()};
    if (joins_alternatives(member.key(), value)) {
      std::vector<FilterRules> either;
      for (const json::value& each : value.get_array()) {
        auto more = alternatives_below(each.get_object(), prefix, depth);
        std::ranges::move(more, std::back_inserter(either));
      }
      all = combined(all, either);
    } else if (value.is_array()) {
      for (FilterRules& rules : all) rules.push_back({path, depth, &value.get_array()});
    } else if (value.is_object()) {
      all = combined(all, alternatives_below(value.get_object(), path + ".", depth + 1));
    }
  }
  return all;
}

FilterError check_complexity(const json::object& policy) {
  std::set<std::string_view> paths;
  std::size_t combinations = 0;
  const auto alternatives = alternatives_of(policy);
  for (const FilterRules& rules : alternatives) {
    std::size_t product = 1;
    for (const FilterRule& rule : rules) {
      paths.insert(rule.path);
      product = std::min(product * rule.patterns->size() * rule.depth, filter_combinations_max + 1);
    }
    combinations += product;
  }
  if (paths.size() > filter_keys_max) {
    return refuse(std::string{"Filter policy can not have more than 5 keys"});
  }
  if (combinations > filter_combinations_max) {
    return refuse(std::string{"Filter policy is too complex"});
  }
  return {};
}

bool is_nested(const json::object& policy) {
  return std::ranges::any_of(policy, [](const auto& each) { return each.value().is_object(); });
}

}  // namespace

// DEVIATION: AWS adds where in the text the mistake is, and of JSON that cannot be read which.
Result<json::object, std::string> read_filter_policy(const std::string& text, bool attributes) {
  const auto parsed = parse_json(text);
  if (!parsed.has_value()) return refuse(std::string{"FilterPolicy: failed to parse JSON."});
  if (!parsed->is_object()) {
    return refuse(std::string{"FilterPolicy: Filter policy must be an object"});
  }
  const json::object& policy = parsed->get_object();
  if (attributes && is_nested(policy)) {
    // It does not begin with the parameter.
    return refuse(
        std::string{"Filter policy scope MessageAttributes does not support nested filter policy"});
  }
  for (const auto& check : {check_object, check_complexity}) {
    const FilterError checked = check(policy);
    if (!checked.has_value()) return refuse("FilterPolicy: " + checked.error());
  }
  return policy;
}

std::vector<FilterRules> alternatives_of(const json::object& policy) {
  return alternatives_below(policy, "", 1);
}

}  // namespace spotdrill::sns
