#include "services/cloudformation/template/evaluate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "services/cloudformation/template/functions.hpp"
#include "services/cloudformation/template/scalar.hpp"

namespace spotdrill::cloudformation {
namespace {

Evaluated ref_of(const json::value& argument, const Scope& scope, int) {
  if (!argument.is_string()) return wrong_argument("Ref", "a string");
  const std::string name{argument.get_string()};
  if (name == "AWS::NoValue") return Value{};
  if (const auto found = scope.names.find(name); found != scope.names.end()) {
    return Value{found->second};
  }
  return Value{TRY(scope.ref(name))};
}

Evaluated attribute_of(const json::value& argument, const Scope& scope, int depth) {
  constexpr std::string_view needs =
      "two non-empty parameters, the resource name and the resource attribute";
  if (argument.is_string()) {
    const std::string_view text = argument.get_string();
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos) return wrong_argument("Fn::GetAtt", needs);
    return Value{
        TRY(scope.attribute(std::string{text.substr(0, dot)}, std::string{text.substr(dot + 1)}))};
  }
  if (!argument.is_array() || argument.get_array().size() != 2 ||
      !argument.get_array()[0].is_string()) {
    return wrong_argument("Fn::GetAtt", needs);
  }
  const std::string attribute =
      TRY(evaluate_text(argument.get_array()[1], scope, depth, "Fn::GetAtt"));
  return Value{TRY(scope.attribute(std::string{argument.get_array()[0].get_string()}, attribute))};
}

Evaluated find_in_map(const json::value& argument, const Scope& scope, int depth) {
  const json::array* parts = argument.if_array();
  const bool defaulted = parts != nullptr && parts->size() == 4 && scope.language_extensions;
  if (parts == nullptr || (parts->size() != 3 && !defaulted)) {
    return wrong_argument("Fn::FindInMap",
                          "three parameters, the map name, map key and the attribute");
  }
  std::array<std::string, 3> keys;
  for (std::size_t index = 0; index < keys.size(); ++index) {
    keys.at(index) = TRY(evaluate_text((*parts)[index], scope, depth, "Fn::FindInMap"));
  }
  const json::object* level = scope.mappings;
  const json::value* found = nullptr;
  for (const std::string& key : keys) {
    found = level == nullptr ? nullptr : level->if_contains(key);
    level = found == nullptr ? nullptr : found->if_object();
  }
  if (found != nullptr) return Value{*found};
  if (defaulted && (*parts)[3].is_object()) {
    if (const json::value* other = (*parts)[3].get_object().if_contains("DefaultValue")) {
      return evaluate(*other, scope, depth + 1);
    }
  }
  return refuse(fmt::format("Template error: Unable to get mapping for {}::{}::{}", keys[0],
                            keys[1], keys[2]));
}

Evaluated import_of(const json::value& argument, const Scope& scope, int depth) {
  const std::string name = TRY(evaluate_text(argument, scope, depth, "Fn::ImportValue"));
  return Value{json::value(TRY(scope.import(name)))};
}

Evaluated zones_of(const json::value& argument, const Scope& scope, int depth) {
  std::string region = TRY(evaluate_text(argument, scope, depth, "Fn::GetAZs"));
  if (region.empty()) {
    const auto own = scope.names.find("AWS::Region");
    if (own != scope.names.end()) region = scalar_text(own->second).value_or("");
  }
  json::array zones;
  for (const std::string& zone : scope.zones(region)) zones.emplace_back(zone);
  return Value{json::value(std::move(zones))};
}

Evaluated if_of(const json::value& argument, const Scope& scope, int depth) {
  const json::array* parts = argument.if_array();
  if (parts == nullptr || parts->size() != 3 || !(*parts)[0].is_string()) {
    return wrong_argument("Fn::If", "a list argument with the first element being a condition");
  }
  const bool holds = TRY(condition_holds(std::string{(*parts)[0].get_string()}, scope, depth + 1));
  return evaluate((*parts)[holds ? 1 : 2], scope, depth + 1);
}

Refusal<std::string> no_extensions(std::string_view name) {
  return refuse(
      fmt::format("Template error: {} needs the transform AWS::LanguageExtensions", name));
}

Evaluated length_of(const json::value& argument, const Scope& scope, int depth) {
  if (!scope.language_extensions) return no_extensions("Fn::Length");
  const json::array list = TRY(evaluate_list(argument, scope, depth, "Fn::Length"));
  return Value{json::value(list.size())};
}

Evaluated json_text_of(const json::value& argument, const Scope& scope, int depth) {
  if (!scope.language_extensions) return no_extensions("Fn::ToJsonString");
  const Value value = TRY(evaluate(argument, scope, depth + 1));
  return Value{json::value(value ? to_text(*value) : std::string{"null"})};
}

Evaluated boolean_of(const json::value&, const Scope&, int) {
  return refuse(
      std::string{"Template error: condition functions (Fn::And, Fn::Equals, Fn::Not, "
                  "Fn::Or) are for the Conditions block only"});
}

struct NamedFunction {
  std::string_view name;
  Function function;
};

constexpr std::array<NamedFunction, 18> functions{{
    {"Ref", ref_of},
    {"Fn::GetAtt", attribute_of},
    {"Fn::Base64", base64_of},
    {"Fn::Cidr", cidr_of},
    {"Fn::FindInMap", find_in_map},
    {"Fn::GetAZs", zones_of},
    {"Fn::If", if_of},
    {"Fn::ImportValue", import_of},
    {"Fn::Join", join_of},
    {"Fn::Length", length_of},
    {"Fn::Select", select_of},
    {"Fn::Split", split_of},
    {"Fn::Sub", sub_of},
    {"Fn::ToJsonString", json_text_of},
    {"Fn::And", boolean_of},
    {"Fn::Equals", boolean_of},
    {"Fn::Not", boolean_of},
    {"Fn::Or", boolean_of},
}};

}  // namespace

Refusal<std::string> wrong_argument(std::string_view name, std::string_view needs) {
  return refuse(fmt::format("Template error: every {} object requires {}", name, needs));
}

Function find_function(std::string_view name) {
  const auto found = std::ranges::find(functions, name, &NamedFunction::name);
  return found == functions.end() ? nullptr : found->function;
}

Evaluated evaluate(const json::value& value, const Scope& scope, int depth) {
  if (depth == 0) scope.steps = 0;
  if (depth > evaluation_depth_max || ++scope.steps > evaluation_steps_max) {
    return refuse(std::string{"Template error: functions are nested too deeply"});
  }
  if (value.is_array()) {
    json::array result;
    for (const json::value& each : value.get_array()) {
      Value element = TRY(evaluate(each, scope, depth + 1));
      if (element) result.push_back(std::move(*element));
    }
    return Value{json::value(std::move(result))};
  }
  if (!value.is_object()) return Value{value};
  const json::object& object = value.get_object();
  if (object.size() == 1) {
    const std::string_view key = object.begin()->key();
    if (Function function = find_function(key)) {
      return function(object.begin()->value(), scope, depth + 1);
    }
    if (key.starts_with("Fn::")) {
      return refuse(
          fmt::format("Template error: spotdrill's CloudFormation has no function {}", key));
    }
  }
  json::object result;
  for (const auto& entry : object) {
    Value member = TRY(evaluate(entry.value(), scope, depth + 1));
    if (member) result.emplace(entry.key(), std::move(*member));
  }
  return Value{json::value(std::move(result))};
}

}  // namespace spotdrill::cloudformation
