#include "services/dynamodb/expression_request.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

#include "services/dynamodb/errors.hpp"
#include "services/dynamodb/expressions/condition.hpp"
#include "services/dynamodb/expressions/projection.hpp"
#include "services/dynamodb/expressions/substitutes.hpp"
#include "services/dynamodb/expressions/update.hpp"

namespace spotdrill::dynamodb {
namespace {

using Substitutes = expressions::Substitutes;

bool is_given(ExpressionRequest::Text text) {
  return text != nullptr && text->has_value();
}

struct NamedText {
  std::string_view parameter;
  ExpressionRequest::Text text;
};

/// In the order in which AWS names them.
std::vector<NamedText> texts_of(const ExpressionRequest& request) {
  return {{"ProjectionExpression", request.projection},
          {"UpdateExpression", request.update},
          {"FilterExpression", request.filter},
          {"ConditionExpression", request.condition},
          {"KeyConditionExpression", request.key_condition}};
}

Result<void> check_mixture(const ExpressionRequest& request,
                           const std::vector<std::string_view>& given) {
  std::vector<std::string_view> legacy;
  for (const auto& each : request.legacy) {
    if (each.present) legacy.push_back(each.parameter);
  }
  if (given.empty() || legacy.empty()) return {};
  return validation_exception(
      fmt::format("Can not use both expression and non-expression parameters in the same request: "
                  "Non-expression parameters: {{{}}} Expression parameters: {{{}}}",
                  fmt::join(legacy, ", "), fmt::join(given, ", ")));
}

Result<void> check_values_are_wanted(const ExpressionRequest& request) {
  if (request.values == nullptr || !request.values->has_value()) return {};
  std::vector<std::string_view> could;
  for (const NamedText& each : texts_of(request)) {
    if (each.text == nullptr || each.parameter == "ProjectionExpression") continue;
    if (is_given(each.text)) return {};
    could.push_back(each.parameter);
  }
  return validation_exception(fmt::format(
      "ExpressionAttributeValues can only be specified when using expressions: {} {} null",
      fmt::join(could, " and "), could.size() > 1 ? "are" : "is"));
}

template <class Entries>
Result<void> check_substitutes(const std::optional<Entries>& entries, std::string_view parameter,
                               char sign) {
  if (!entries) return {};
  if (entries->empty()) return validation_exception(fmt::format("{} must not be empty", parameter));
  for (const auto& [key, value] : *entries) {
    if (expressions::is_substitute(key, sign)) continue;
    return validation_exception(
        fmt::format("{} contains invalid key: Syntax error; key: \"{}\"", parameter, key));
  }
  return {};
}

Result<Attributes> read_substitute_values(const ApiAttributes& values) {
  Attributes read;
  for (const auto& [key, value] : values) {
    auto each = read_value(value);
    if (!each.has_value()) {
      return validation_exception(fmt::format(
          "ExpressionAttributeValues contains invalid value: {} for key {}", each.error(), key));
    }
    read.emplace(key, *std::move(each));
  }
  return read;
}

Result<Substitutes> read_substitutes(const ExpressionRequest& request) {
  Substitutes::Names names;
  Attributes values;
  if (request.names != nullptr) {
    TRY(check_substitutes(*request.names, "ExpressionAttributeNames", '#'));
    if (*request.names) names = **request.names;
  }
  if (request.values != nullptr) {
    TRY(check_substitutes(*request.values, "ExpressionAttributeValues", ':'));
    if (*request.values) values = TRY(read_substitute_values(**request.values));
  }
  return Substitutes{std::move(names), std::move(values)};
}

/// Parses one expression, if there is one, into `out`.
template <class Tree, class Parse>
Result<void> read_one(ExpressionRequest::Text text, std::string_view parameter, Parse parse,
                      Substitutes& substitutes, std::optional<Tree>& out) {
  if (!is_given(text)) return {};
  auto parsed = parse(**text, substitutes);
  if (!parsed.has_value()) {
    return validation_exception(fmt::format("Invalid {}: {}", parameter, parsed.error()));
  }
  out = *std::move(parsed);
  return {};
}

}  // namespace

Result<void> check_parameters(const ExpressionRequest& request) {
  std::vector<std::string_view> given;
  for (const NamedText& each : texts_of(request)) {
    if (is_given(each.text)) given.push_back(each.parameter);
  }
  TRY(check_mixture(request, given));
  if (request.names != nullptr && request.names->has_value() && given.empty()) {
    return validation_exception(
        "ExpressionAttributeNames can only be specified when using expressions");
  }
  return check_values_are_wanted(request);
}

Result<Expressions> read_expressions(const ExpressionRequest& request) {
  Substitutes substitutes = TRY(read_substitutes(request));
  Expressions read;
  std::optional<expressions::Node> keys;
  TRY(read_one(request.update, "UpdateExpression", expressions::parse_update, substitutes,
               read.update));
  TRY(read_one(request.condition, "ConditionExpression", expressions::parse_condition, substitutes,
               read.condition));
  TRY(read_one(request.key_condition, "KeyConditionExpression", expressions::parse_condition,
               substitutes, keys));
  TRY(read_one(request.filter, "FilterExpression", expressions::parse_condition, substitutes,
               read.filter));
  TRY(read_one(request.projection, "ProjectionExpression", expressions::parse_projection,
               substitutes, read.projection));
  if (auto unused = substitutes.unused()) return validation_exception(*std::move(unused));
  if (keys) {
    auto conditions = expressions::key_conditions(*keys);
    if (!conditions.has_value()) return validation_exception(std::move(conditions).error());
    read.keys = *std::move(conditions);
  }
  return read;
}

Result<expressions::Projection> attributes_to_get(const std::vector<std::string>& names) {
  expressions::Projection projection;
  std::set<std::string_view> seen;
  for (const std::string& name : names) {
    if (!seen.insert(name).second) {
      return invalid_parameter_values(fmt::format("Duplicate value in attribute name: {}", name));
    }
    projection.push_back({{.name = name, .index = {}}});
  }
  return projection;
}

Result<Attributes> item_of(const ApiAttributes& attributes) {
  auto read = read_attributes(attributes);
  if (!read.has_value()) return validation_exception(std::move(read).error());
  return *std::move(read);
}

}  // namespace spotdrill::dynamodb
