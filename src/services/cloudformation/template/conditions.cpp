// Conditions: And, Equals, Not, Or, and references to each other.
#include <fmt/format.h>

#include "services/cloudformation/template/functions.hpp"

namespace spotdrill::cloudformation {
namespace {

/// "Minimum 2, maximum 10 conditions."
constexpr std::size_t conditions_min = 2;
constexpr std::size_t conditions_max = 10;

Result<bool, std::string> all_or_any(std::string_view name, const json::value& argument,
                                     const Scope& scope, int depth, bool stops_at) {
  const json::array* parts = argument.if_array();
  if (parts == nullptr || parts->size() < conditions_min || parts->size() > conditions_max) {
    return wrong_argument(name, "a list of at least 2 and at most 10 boolean parameters");
  }
  for (const json::value& each : *parts) {
    if (TRY(truth_of(each, scope, depth + 1)) == stops_at) return stops_at;
  }
  return !stops_at;
}

Result<bool, std::string> equals(const json::value& argument, const Scope& scope, int depth) {
  const json::array* parts = argument.if_array();
  if (parts == nullptr || parts->size() != 2) {
    return wrong_argument("Fn::Equals", "a list of 2 string parameters");
  }
  const std::string left = TRY(evaluate_text((*parts)[0], scope, depth, "Fn::Equals"));
  const std::string right = TRY(evaluate_text((*parts)[1], scope, depth, "Fn::Equals"));
  return left == right;
}

}  // namespace

Result<bool, std::string> truth_of(const json::value& value, const Scope& scope, int depth) {
  if (depth > evaluation_depth_max || ++scope.steps > evaluation_steps_max) {
    return refuse(std::string{"Template error: conditions refer to each other in a circle"});
  }
  if (value.is_bool()) return value.get_bool();
  const json::object* object = value.if_object();
  if (object == nullptr || object->size() != 1) {
    return refuse(
        std::string{"Template format error: Every Conditions member must be a condition "
                    "function"});
  }
  const std::string_view name = object->begin()->key();
  const json::value& argument = object->begin()->value();
  if (name == "Condition" && argument.is_string()) {
    return condition_holds(std::string{argument.get_string()}, scope, depth + 1);
  }
  if (name == "Fn::Equals") return equals(argument, scope, depth);
  if (name == "Fn::And") return all_or_any(name, argument, scope, depth, /*stops_at=*/false);
  if (name == "Fn::Or") return all_or_any(name, argument, scope, depth, /*stops_at=*/true);
  if (name == "Fn::Not") {
    const json::array* parts = argument.if_array();
    if (parts == nullptr || parts->size() != 1) {
      return wrong_argument(name, "a list of 1 boolean parameter");
    }
    return !TRY(truth_of((*parts)[0], scope, depth + 1));
  }
  return refuse(fmt::format("Template error: {} is no condition function", name));
}

Result<bool, std::string> condition_holds(const std::string& name, const Scope& scope, int depth) {
  if (depth == 0) scope.steps = 0;
  const json::value* found =
      scope.conditions == nullptr ? nullptr : scope.conditions->if_contains(name);
  if (found == nullptr) {
    return refuse(fmt::format("Template error: unresolved condition dependency {}", name));
  }
  return truth_of(*found, scope, depth + 1);
}

}  // namespace spotdrill::cloudformation
