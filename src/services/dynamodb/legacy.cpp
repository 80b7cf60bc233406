#include "services/dynamodb/legacy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "services/dynamodb/errors.hpp"
#include "services/dynamodb/values/api_values.hpp"

namespace spotdrill::dynamodb {
namespace {

using expressions::Action;
using expressions::Node;

/// How a comparison operator is said in an expression, and what it takes.
struct LegacyOperator {
  std::string_view name;
  std::size_t operands_min;
  std::size_t operands_max;
  Node::Kind kind;
  std::string_view said;
  bool (*takes)(Type);  ///< Operands of this type.
};

bool is_any(Type) {
  return true;
}

bool has_beginning(Type type) {
  return type == Type::S || type == Type::B;
}

constexpr std::array<LegacyOperator, 13> legacy_operators{{
    {"EQ", 1, 1, Node::Kind::Comparison, "=", is_any},
    {"NE", 1, 1, Node::Kind::Comparison, "<>", is_any},
    {"LE", 1, 1, Node::Kind::Comparison, "<=", is_ordered},
    {"LT", 1, 1, Node::Kind::Comparison, "<", is_ordered},
    {"GE", 1, 1, Node::Kind::Comparison, ">=", is_ordered},
    {"GT", 1, 1, Node::Kind::Comparison, ">", is_ordered},
    {"NULL", 0, 0, Node::Kind::Function, "attribute_not_exists", is_any},
    {"NOT_NULL", 0, 0, Node::Kind::Function, "attribute_exists", is_any},
    {"CONTAINS", 1, 1, Node::Kind::Function, "contains", is_ordered},
    {"NOT_CONTAINS", 1, 1, Node::Kind::Not, "contains", is_ordered},
    {"BEGINS_WITH", 1, 1, Node::Kind::Function, "begins_with", has_beginning},
    {"IN", 1, 100, Node::Kind::In, "IN", is_ordered},
    {"BETWEEN", 2, 2, Node::Kind::Between, "BETWEEN", is_ordered},
}};

Node attribute(const std::string& name) {
  Node node{.kind = Node::Kind::Lookup};
  node.path = {{.name = name, .index = {}}};
  return node;
}

Node constant(Value value) {
  Node node{.kind = Node::Kind::Constant};
  node.value = std::move(value);
  return node;
}

Result<Value> checked_value(const ApiValue& value) {
  auto read = read_value(value);
  if (!read.has_value()) return validation_exception(std::move(read).error());
  return *std::move(read);
}

/// The operator and its operands, which fit it.
struct Comparison {
  const LegacyOperator* operation = nullptr;
  std::vector<Value> operands;
};

Result<Comparison> read_comparison(const std::string& name, const std::vector<ApiValue>& operands) {
  Comparison comparison;
  // The model's enumeration has been checked.
  comparison.operation =
      std::ranges::find(legacy_operators, std::string_view{name}, &LegacyOperator::name);
  for (const ApiValue& each : operands) {
    comparison.operands.push_back(TRY(checked_value(each)));
  }
  const LegacyOperator& operation = *comparison.operation;
  if (operands.size() < operation.operands_min || operands.size() > operation.operands_max) {
    return invalid_parameter_values(
        fmt::format("Invalid number of argument(s) for the {} ComparisonOperator", name));
  }
  for (const Value& each : comparison.operands) {
    if (each.type() != comparison.operands.front().type()) {
      return invalid_parameter_values(
          "AttributeValues inside AttributeValueList must be of same type");
    }
    if (operation.takes(each.type())) continue;
    return invalid_parameter_values(
        fmt::format("ComparisonOperator {} is not valid for {} AttributeValue type", name,
                    type_name(each.type())));
  }
  if (name == "BETWEEN" && compare(comparison.operands[0], comparison.operands[1]) > 0) {
    return validation_exception(
        "The BETWEEN condition was provided a range where the lower bound is greater than the "
        "upper bound");
  }
  return comparison;
}

Node node_of(const std::string& name, Comparison comparison) {
  const bool negated = comparison.operation->kind == Node::Kind::Not;
  Node node{.kind = negated ? Node::Kind::Function : comparison.operation->kind};
  node.name = std::string{comparison.operation->said};
  node.arguments.push_back(attribute(name));
  for (Value& each : comparison.operands) node.arguments.push_back(constant(std::move(each)));
  if (!negated) return node;
  Node negation{.kind = Node::Kind::Not};
  negation.arguments.push_back(std::move(node));
  return negation;
}

std::optional<Node> joined(std::vector<Node> conditions,
                           const std::optional<std::string>& conditional_operator) {
  if (conditions.empty()) return std::nullopt;
  Node node{.kind = conditional_operator == "OR" ? Node::Kind::Or : Node::Kind::And};
  node.arguments = std::move(conditions);
  return node;
}

Refusal<> wrong_expectation(std::string_view what, const std::string& name) {
  return invalid_parameter_values(fmt::format("{} for Attribute: {}", what, name));
}

Result<Node> expected_of(const std::string& name,
                         const api::dynamodb::ExpectedAttributeValue& expected) {
  if (expected.attribute_value_list && expected.value) {
    return wrong_expectation("Value and AttributeValueList cannot be used together", name);
  }
  if (expected.comparison_operator) {
    const std::string& operation = *expected.comparison_operator;
    if (expected.exists) {
      return wrong_expectation("Exists and ComparisonOperator cannot be used together", name);
    }
    if (operation != "NULL" && operation != "NOT_NULL" && !expected.value &&
        !expected.attribute_value_list) {
      return wrong_expectation(
          fmt::format("Value or AttributeValueList must be used with ComparisonOperator: {}",
                      operation),
          name);
    }
    std::vector<ApiValue> operands =
        expected.attribute_value_list.value_or(std::vector<ApiValue>{});
    if (expected.value) operands.push_back(*expected.value);
    return node_of(name, TRY(read_comparison(operation, operands)));
  }
  if (expected.attribute_value_list) {
    return wrong_expectation("AttributeValueList can only be used with a ComparisonOperator", name);
  }
  if (expected.exists.value_or(true)) {
    if (!expected.value) {
      return wrong_expectation(fmt::format("Value must be provided when Exists is {}",
                                           expected.exists ? "true" : "null"),
                               name);
    }
    return node_of(name, TRY(read_comparison("EQ", {*expected.value})));
  }
  if (expected.value) {
    return wrong_expectation("Value cannot be used when Exists is false", name);
  }
  return node_of(name, TRY(read_comparison("NULL", {})));
}

/// The action of one attribute. Errors: the value does not go with it.
Result<Action> action_of(const std::string& name,
                         const api::dynamodb::AttributeValueUpdate& update) {
  const std::string action = update.action.value_or("PUT");
  Action made{.kind = Action::Kind::Set, .path = {{.name = name, .index = {}}}};
  if (!update.value) {
    if (action != "DELETE") {
      return invalid_parameter_values(
          "Only DELETE action is allowed when no attribute value is specified");
    }
    made.kind = Action::Kind::Remove;
    return made;
  }
  made.operand = constant(TRY(checked_value(*update.value)));
  const Type type = made.operand.value.type();
  if (action == "DELETE") {
    made.kind = Action::Kind::Delete;
    if (!is_set(type)) {
      return invalid_parameter_values(fmt::format(
          "DELETE action with value is not supported for the type {}", type_name(type)));
    }
  }
  if (action == "ADD") {
    made.kind = Action::Kind::Add;
    if (!is_set(type) && type != Type::N && type != Type::L) {
      return invalid_parameter_values(
          fmt::format("ADD action is not supported for the type {}", type_name(type)));
    }
  }
  return made;
}

}  // namespace

Result<std::optional<Node>> expected_condition(
    const std::map<std::string, api::dynamodb::ExpectedAttributeValue>& expected,
    const std::optional<std::string>& conditional_operator) {
  std::vector<Node> conditions;
  for (const auto& [name, each] : expected) conditions.push_back(TRY(expected_of(name, each)));
  return joined(std::move(conditions), conditional_operator);
}

Result<std::optional<Node>> filter_condition(
    const std::map<std::string, api::dynamodb::Condition>& filter,
    const std::optional<std::string>& conditional_operator) {
  std::vector<Node> conditions;
  for (const auto& [name, each] : filter) {
    conditions.push_back(node_of(
        name, TRY(read_comparison(each.comparison_operator,
                                  each.attribute_value_list.value_or(std::vector<ApiValue>{})))));
  }
  return joined(std::move(conditions), conditional_operator);
}

Result<expressions::Update> attribute_updates(
    const std::map<std::string, api::dynamodb::AttributeValueUpdate>& updates) {
  expressions::Update update;
  for (const auto& [name, each] : updates) update.push_back(TRY(action_of(name, each)));
  return update;
}

Result<expressions::KeyConditions> legacy_key_conditions(
    const std::map<std::string, api::dynamodb::Condition>& conditions) {
  expressions::KeyConditions keys;
  for (const auto& [name, each] : conditions) {
    Comparison comparison = TRY(read_comparison(
        each.comparison_operator, each.attribute_value_list.value_or(std::vector<ApiValue>{})));
    keys[name] = {.operation = std::string{comparison.operation->said},
                  .values = std::move(comparison.operands)};
    if (comparison.operation->kind == Node::Kind::Not) keys[name].operation = "not contains";
  }
  return keys;
}

}  // namespace spotdrill::dynamodb
