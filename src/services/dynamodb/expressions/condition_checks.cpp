#include "services/dynamodb/expressions/condition_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "services/dynamodb/expressions/path.hpp"

namespace spotdrill::dynamodb::expressions {
namespace {

struct FunctionForm {
  std::string_view name;
  std::size_t operands;
};
constexpr std::array<FunctionForm, 6> condition_functions{{{"attribute_exists", 1},
                                                           {"attribute_not_exists", 1},
                                                           {"attribute_type", 2},
                                                           {"begins_with", 2},
                                                           {"contains", 2},
                                                           {"size", 1}}};

/// "The maximum number of operands for the IN comparator is 100."
constexpr std::size_t in_operands_max = 100;

std::string operand_type(std::string_view function, std::string_view type) {
  return fmt::format(
      "Incorrect operand type for operator or function; operator or function: {}, operand type: {}",
      function, type);
}

std::string operand_count(std::string_view function, std::size_t count) {
  return fmt::format(
      "Incorrect number of operands for operator or function; operator or function: {}, number of "
      "operands: {}",
      function, count);
}

/// Every function but size() gives true or false, which nothing can be compared with.
void check_misused_as_operand(const std::vector<Node>& operands, Problems& problems) {
  for (const Node& each : operands) {
    if (each.kind != Node::Kind::Function || each.name == "size") continue;
    problems.add(
        Problem::MisusedFunction,
        fmt::format(
            "The function is not allowed to be used this way in an expression; function: {}",
            each.name));
  }
}

void check_distinct(std::string_view operation, const std::vector<Node>& operands,
                    Problems& problems) {
  if (operands.size() != 2 || operands[0].kind != Node::Kind::Lookup ||
      operands[1].kind != Node::Kind::Lookup || operands[0].path != operands[1].path) {
    return;
  }
  problems.add(Problem::Distinct,
               fmt::format("The first operand must be distinct from the remaining operands for "
                           "this operator or function; operator: {}, first operand: {}",
                           operation, display(operands[0].path)));
}

void check_attribute_type(const Node& function, Problems& problems) {
  const Node& wanted = function.arguments[1];
  const std::optional<Type> type = known_type(wanted);
  if (type != Type::S || wanted.kind != Node::Kind::Constant) {
    return problems.add(
        Problem::OperandType,
        operand_type(function.name, type ? type_name(*type) : "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}"));
  }
  const std::string& name = *wanted.value.as<std::string>();
  constexpr std::array<std::string_view, 10> types{"B",  "NULL", "SS", "BOOL", "L",
                                                   "BS", "N",    "NS", "S",    "M"};
  if (std::ranges::find(types, name) != types.end()) return;
  problems.add(Problem::OperandType,
               fmt::format("Invalid attribute type name found; type: {}, valid types: "
                           "{{B,NULL,SS,BOOL,L,BS,N,NS,S,M}}",
                           name));
}

void check_operand_types(const Node& function, Problems& problems) {
  const auto first = known_type(function.arguments[0]);
  if (function.name == "attribute_type") return check_attribute_type(function, problems);
  if (function.name.starts_with("attribute_")) {
    if (function.arguments[0].kind == Node::Kind::Lookup) return;
    return problems.add(Problem::OperandType,
                        fmt::format("Operator or function requires a document path; operator or "
                                    "function: {}",
                                    function.name));
  }
  if (function.name == "begins_with") {
    for (const Node& each : function.arguments) {
      const auto type = known_type(each);
      if (type && *type != Type::S && *type != Type::B) {
        problems.add(Problem::OperandType, operand_type(function.name, type_name(*type)));
      }
    }
  }
  if (function.name == "size" && (first == Type::N || first == Type::Bool || first == Type::Null)) {
    problems.add(Problem::OperandType, operand_type(function.name, type_name(*first)));
  }
}

bool is_order(std::string_view comparator) {
  return comparator != "=" && comparator != "<>";
}

void check_ordered(std::string_view operation, const std::vector<Node>& operands,
                   Problems& problems) {
  for (const Node& each : operands) {
    const auto type = known_type(each);
    if (!type || is_ordered(*type)) continue;
    problems.add(Problem::OperandType, operand_type(operation, type_name(*type)));
  }
}

std::string bounds(std::string_view what, const Node& lower, const Node& upper) {
  return fmt::format(
      "The BETWEEN operator requires {}; lower bound operand: AttributeValue: {}, upper bound "
      "operand: AttributeValue: {}",
      what, display(lower.value), display(upper.value));
}

}  // namespace

std::optional<Type> known_type(const Node& operand) {
  if (operand.kind == Node::Kind::Constant) return operand.value.type();
  if (operand.kind == Node::Kind::Function) return operand.name == "size" ? Type::N : Type::Bool;
  return std::nullopt;
}

void check_function(const Node& function, Problems& problems) {
  for (const Node& each : function.arguments) {
    if (each.kind == Node::Kind::Function) check_function(each, problems);
  }
  check_misused_as_operand(function.arguments, problems);
  const auto form =
      std::ranges::find(condition_functions, std::string_view{function.name}, &FunctionForm::name);
  if (form == condition_functions.end()) {
    return problems.add(Problem::UnknownFunction,
                        fmt::format("Invalid function name; function: {}", function.name));
  }
  if (form->operands != function.arguments.size()) {
    return problems.add(Problem::OperandCount,
                        operand_count(function.name, function.arguments.size()));
  }
  check_distinct(function.name, function.arguments, problems);
  check_operand_types(function, problems);
}

void check_comparison(const Node& comparison, Problems& problems) {
  check_misused_as_operand(comparison.arguments, problems);
  check_distinct(comparison.name, comparison.arguments, problems);
  if (is_order(comparison.name)) check_ordered(comparison.name, comparison.arguments, problems);
}

void check_between(const Node& between, Problems& problems) {
  check_misused_as_operand(between.arguments, problems);
  check_ordered("BETWEEN", between.arguments, problems);
  const Node& lower = between.arguments[1];
  const Node& upper = between.arguments[2];
  if (lower.kind != Node::Kind::Constant || upper.kind != Node::Kind::Constant) return;
  if (lower.value.type() != upper.value.type()) {
    return problems.add(Problem::OperandType,
                        bounds("same data type for lower and upper bounds", lower, upper));
  }
  if (is_ordered(lower.value.type()) && compare(lower.value, upper.value) > 0) {
    problems.add(Problem::OperandType,
                 bounds("upper bound to be greater than or equal to lower bound", lower, upper));
  }
}

void check_in(const Node& in, Problems& problems) {
  check_misused_as_operand(in.arguments, problems);
  if (in.arguments.size() - 1 <= in_operands_max) return;
  problems.add(Problem::OperandCount, operand_count("IN", in.arguments.size() - 1));
}

void check_misused_as_condition(const Node& node, Problems& problems) {
  if (node.kind != Node::Kind::Function || node.name != "size") return;
  problems.add(Problem::MisusedFunction,
               "The function is not allowed to be used this way in an expression; function: size");
}

}  // namespace spotdrill::dynamodb::expressions
