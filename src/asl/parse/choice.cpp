#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "asl/parse/states.hpp"
#include "asl/timestamp.hpp"

namespace spotdrill::asl::parse {
namespace {

using Kind = ChoiceCondition::Kind;

/// Source: Amazon States Language, "Data-test expression".
constexpr std::array comparison_operators =
    std::to_array<std::string_view>({"StringEquals",
                                     "StringLessThan",
                                     "StringGreaterThan",
                                     "StringLessThanEquals",
                                     "StringGreaterThanEquals",
                                     "StringMatches",
                                     "NumericEquals",
                                     "NumericLessThan",
                                     "NumericGreaterThan",
                                     "NumericLessThanEquals",
                                     "NumericGreaterThanEquals",
                                     "BooleanEquals",
                                     "TimestampEquals",
                                     "TimestampLessThan",
                                     "TimestampGreaterThan",
                                     "TimestampLessThanEquals",
                                     "TimestampGreaterThanEquals",
                                     "IsNull",
                                     "IsPresent",
                                     "IsNumeric",
                                     "IsString",
                                     "IsBoolean",
                                     "IsTimestamp"});

/// Those that compare with what a path gives.
bool has_path_form(std::string_view op) {
  return !op.starts_with("Is") && op != "StringMatches";
}

bool is_operator(std::string_view field) {
  if (std::ranges::find(comparison_operators, field) != comparison_operators.end()) return true;
  if (!field.ends_with("Path")) return false;
  field.remove_suffix(std::string_view{"Path"}.size());
  return has_path_form(field) &&
         std::ranges::find(comparison_operators, field) != comparison_operators.end();
}

void read_operand(const Fields& fields, ChoiceCondition& condition) {
  const std::string_view op = condition.op;
  const json::value& operand = *fields.find(op);
  condition.operand = operand;
  if (op.ends_with("Path")) {
    condition.operand_path = fields.path(op, Paths::ReferenceOrContext);
  } else if (op.starts_with("String")) {
    fields.string(op);
  } else if (op.starts_with("Numeric")) {
    if (!operand.is_number()) fields.refuse(op, "Expected value of type Double");
  } else if (op.starts_with("Timestamp")) {
    const auto text = fields.string(op);
    if (text) condition.operand_instant = parse_timestamp(*text);
    if (text && !condition.operand_instant) {
      fields.refuse(op, "String does not match RFC3339 timestamp");
    }
  } else if (!operand.is_bool()) {
    fields.refuse(op, "Expected value of type Boolean");
  }
}

void read_comparison(const Fields& fields, ChoiceCondition& condition) {
  if (auto variable = fields.path("Variable", Paths::ReferenceOrContext)) {
    condition.variable = std::move(*variable);
  }
  std::vector<std::string_view> operators;
  for (const auto& member : fields.json()) {
    if (is_operator(member.key())) operators.emplace_back(member.key());
  }
  if (operators.empty()) {
    fields.refuse(fmt::format("This object should have only one of the following fields: {}",
                              list_of(comparison_operators)));
    return;
  }
  if (operators.size() > 1) {
    fields.refuse(
        fmt::format("There should only be one of the following fields: {}", list_of(operators)));
    return;
  }
  condition.op = operators.front();
  read_operand(fields, condition);
}

ChoiceCondition read_condition(const Fields& fields);

ChoiceCondition read_nested(const Fields& fields) {
  for (const auto& member : fields.json()) {
    const std::string_view key = member.key();
    // "the "Next" field can only appear in a top-level Choice Rule".
    if (key == "Next" || key == "Assign") {
      fields.refuse(fmt::format("Field '{}' is not supported", key));
    }
  }
  return read_condition(fields);
}

void read_combination(const Fields& fields, std::string_view field, ChoiceCondition& condition) {
  if (field == "Not") {
    if (const json::object* object = fields.object(field)) {
      condition.conditions.push_back(
          read_nested(Fields{fields.context(), *object, fields.place_of(field)}));
    }
    return;
  }
  const json::array* array = fields.array(field);
  for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
    const auto element = element_of(fields, field, *array, i);
    if (element) condition.conditions.push_back(read_nested(*element));
  }
}

struct NamedKind {
  std::string_view name;
  Kind kind;
};
constexpr std::array condition_kinds = std::to_array<NamedKind>(
    {{"And", Kind::And}, {"Or", Kind::Or}, {"Not", Kind::Not}, {"Variable", Kind::Comparison}});

void check_condition_fields(const Fields& fields, Kind kind) {
  for (const auto& member : fields.json()) {
    const std::string_view key = member.key();
    const bool known =
        key == "Next" || key == "Assign" || key == "Comment" ||
        std::ranges::find(condition_kinds, key, &NamedKind::name) != condition_kinds.end() ||
        (kind == Kind::Comparison && is_operator(key));
    if (!known) fields.refuse(fmt::format("Field '{}' is not supported", key));
  }
}

/// Recursion is bounded by the depth of JSON that is read at all.
ChoiceCondition read_condition(const Fields& fields) {
  ChoiceCondition condition;
  if (fields.has("Condition")) {
    fields.refuse(
        "The QueryLanguage is set to 'JSONPath', but field 'Condition' is only supported for the "
        "'JSONata' QueryLanguage");
    return condition;
  }
  const auto present = [&](const NamedKind& kind) { return fields.has(kind.name); };
  if (std::ranges::count_if(condition_kinds, present) != 1) {
    fields.refuse(
        "The object must have only one of the following fields, [And, Or, Not, Variable, "
        "Condition]");
    return condition;
  }
  const NamedKind& found = *std::ranges::find_if(condition_kinds, present);
  condition.kind = found.kind;
  check_condition_fields(fields, found.kind);
  if (found.kind == Kind::Comparison) {
    read_comparison(fields, condition);
  } else {
    read_combination(fields, found.name, condition);
  }
  return condition;
}

ChoiceCondition read_query(const Fields& fields) {
  fields.allow({"Condition", "Next", "Assign", "Comment"}, {"Variable", "And", "Or", "Not"},
               {"Output"});
  fields.require({"Condition"});
  ChoiceCondition condition;
  condition.kind = Kind::Query;
  if (auto query = fields.given_boolean("Condition")) condition.query = std::move(*query);
  return condition;
}

ChoiceRule read_rule(const Fields& fields) {
  fields.require({"Next"});
  fields.comment();
  ChoiceRule rule;
  rule.condition = fields.in_jsonata() ? read_query(fields) : read_condition(fields);
  rule.assign = fields.assign(Subject::Input);
  rule.output = fields.output(Subject::Input);
  rule.next = fields.string("Next").value_or(std::string{});
  return rule;
}

}  // namespace

Choice read_choice(const Fields& fields) {
  fields.allow_in_state({"Assign", "Choices", "Default"}, {"InputPath", "OutputPath"}, {"Output"});
  fields.require({"Choices"});
  Choice choice;
  if (const json::array* rules = fields.array("Choices")) {
    for (std::size_t i = 0; i < rules->size(); ++i) {
      const auto rule = element_of(fields, "Choices", *rules, i);
      if (rule) choice.rules.push_back(read_rule(*rule));
    }
  }
  choice.fallback = fields.string("Default");
  return choice;
}

}  // namespace spotdrill::asl::parse
