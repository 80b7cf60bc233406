#include "services/dynamodb/expressions/key_condition.hpp"

#include <fmt/format.h>

namespace spotdrill::dynamodb::expressions {
namespace {

Refusal<std::string> invalid_operator(std::string_view name) {
  return refuse(fmt::format("Invalid operator used in KeyConditionExpression: {}", name));
}

Refusal<std::string> invalid_key_condition(std::string_view what) {
  return refuse(fmt::format("Invalid condition in KeyConditionExpression: {}", what));
}

/// Errors: `condition` is none that a key can have.
Result<std::string, std::string> operation_of(const Node& condition) {
  switch (condition.kind) {
    case Node::Kind::Or:
      return invalid_operator("OR");
    case Node::Kind::Not:
      return invalid_operator("NOT");
    case Node::Kind::In:
      return invalid_operator("IN");
    case Node::Kind::Comparison:
      if (condition.name == "<>") return invalid_operator("<>");
      return condition.name;
    case Node::Kind::Between:
      return std::string{"BETWEEN"};
    default:
      break;
  }
  if (condition.name == "begins_with") return condition.name;
  return invalid_operator(condition.name);
}

std::string turned_round(const std::string& comparator) {
  if (comparator == "<") return ">";
  if (comparator == "<=") return ">=";
  if (comparator == ">") return "<";
  if (comparator == ">=") return "<=";
  return comparator;
}

Result<void, std::string> add_condition(const Node& condition, KeyConditions& found) {
  if (condition.kind == Node::Kind::And) {
    for (const Node& each : condition.arguments) TRY(add_condition(each, found));
    return {};
  }
  KeyCondition key{.operation = TRY(operation_of(condition)), .values = {}};
  const Path* path = nullptr;
  bool first = true;
  for (const Node& each : condition.arguments) {
    if (each.kind == Node::Kind::Function) {
      return refuse(std::string{"KeyConditionExpressions cannot contain nested operations"});
    }
    if (each.kind == Node::Kind::Constant) {
      key.values.push_back(each.value);
    } else if (path != nullptr) {
      return invalid_key_condition("Multiple attribute names used in one condition");
    } else {
      path = &each.path;
      first = &each == &condition.arguments.front();
    }
  }
  if (path == nullptr) return invalid_key_condition("No key attribute specified");
  if (path->size() > 1) {
    return refuse(
        std::string{"KeyConditionExpressions cannot have conditions on nested attributes"});
  }
  if (!first) {
    if (condition.kind != Node::Kind::Comparison) {
      return invalid_key_condition(fmt::format(
          "{} operator must have the key attribute as its first operand", key.operation));
    }
    key.operation = turned_round(key.operation);
  }
  if (!found.emplace(path->front().name, std::move(key)).second) {
    return refuse(std::string{"KeyConditionExpressions must only contain one condition per key"});
  }
  return {};
}

}  // namespace

Result<KeyConditions, std::string> key_conditions(const Node& condition) {
  KeyConditions found;
  TRY(add_condition(condition, found));
  return found;
}

}  // namespace spotdrill::dynamodb::expressions
