#include "services/cloudformation/template/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/count_characters.hpp"
#include "services/cloudformation/template/pattern.hpp"
#include "services/cloudformation/template/scalar.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::string_view ssm_value_prefix = "AWS::SSM::Parameter::Value<";

constexpr std::array<std::string_view, 11> parameter_members{
    "AllowedPattern", "AllowedValues", "ConstraintDescription",
    "Default",        "Description",   "MaxLength",
    "MaxValue",       "MinLength",     "MinValue",
    "NoEcho",         "Type"};

constexpr std::array<std::string_view, 17> parameter_types{"String",
                                                           "Number",
                                                           "List<Number>",
                                                           "CommaDelimitedList",
                                                           "List<String>",
                                                           "AWS::EC2::AvailabilityZone::Name",
                                                           "AWS::EC2::Image::Id",
                                                           "AWS::EC2::Instance::Id",
                                                           "AWS::EC2::KeyPair::KeyName",
                                                           "AWS::EC2::SecurityGroup::GroupName",
                                                           "AWS::EC2::SecurityGroup::Id",
                                                           "AWS::EC2::Subnet::Id",
                                                           "AWS::EC2::Volume::Id",
                                                           "AWS::EC2::VPC::Id",
                                                           "AWS::Route53::HostedZone::Id",
                                                           "AWS::SSM::Parameter::Name",
                                                           "AWS::SSM::Parameter::Type"};

bool is_known_type(std::string_view type) {
  const auto known = [](std::string_view each) {
    return std::ranges::find(parameter_types, each) != parameter_types.end();
  };
  if (known(type)) return true;
  if (type.starts_with("List<AWS::") && type.ends_with('>')) {
    return known(type.substr(5, type.size() - 6));
  }
  if (!is_ssm_value(type) || !type.ends_with('>')) return false;
  return is_known_type(
      type.substr(ssm_value_prefix.size(), type.size() - ssm_value_prefix.size() - 1));
}

bool is_list(std::string_view type) {
  if (is_ssm_value(type)) type.remove_prefix(ssm_value_prefix.size());
  return type.starts_with("List<") || type.starts_with("CommaDelimitedList");
}

std::optional<double> number_of_text(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return {};
  return number;
}

/// "a, b" as ["a", "b"]: "spaces around commas are trimmed".
std::vector<std::string> by_commas(std::string_view text) {
  std::vector<std::string> pieces;
  while (true) {
    const std::size_t comma = text.find(',');
    std::string_view piece = text.substr(0, comma);
    while (piece.starts_with(' ')) piece.remove_prefix(1);
    while (piece.ends_with(' ')) piece.remove_suffix(1);
    pieces.emplace_back(piece);
    if (comma == std::string_view::npos) return pieces;
    text.remove_prefix(comma + 1);
  }
}

/// Every value of a list, or the one.
std::vector<std::string> parts_of(const ParameterDeclared& declared, const std::string& value) {
  if (is_list(declared.type)) return by_commas(value);
  return {value};
}

Result<void, std::string> read_number(const std::string& name, const json::object& object,
                                      std::string_view key, std::optional<double>& number) {
  const json::value* found = object.if_contains(key);
  if (found == nullptr) return {};
  if (const auto text = scalar_text(*found)) number = number_of_text(*text);
  if (number) return {};
  return refuse(
      fmt::format("Template format error: {} of parameter {} must be a number", key, name));
}

Result<void, std::string> check_length(const std::string& name, const ParameterDeclared& declared,
                                       const std::string& value) {
  const auto length = static_cast<double>(count_characters(value));
  if (declared.min_length && length < *declared.min_length) {
    return refuse(fmt::format("Parameter '{}' must contain at least {} characters", name,
                              *declared.min_length));
  }
  if (declared.max_length && length > *declared.max_length) {
    return refuse(fmt::format("Parameter '{}' must contain at most {} characters", name,
                              *declared.max_length));
  }
  return {};
}

Result<void, std::string> check_number(const std::string& name, const ParameterDeclared& declared,
                                       const std::string& value) {
  if (declared.type != "Number" && declared.type != "List<Number>") return {};
  const auto number = number_of_text(value);
  if (!number) return refuse(fmt::format("Parameter '{}' must be a number", name));
  if (declared.min_value && *number < *declared.min_value) {
    return refuse(
        fmt::format("Parameter '{}' must be a number not less than {}", name, *declared.min_value));
  }
  if (declared.max_value && *number > *declared.max_value) {
    return refuse(fmt::format("Parameter '{}' must be a number not greater than {}", name,
                              *declared.max_value));
  }
  return {};
}

Result<void, std::string> check_value(const std::string& name, const ParameterDeclared& declared,
                                      const std::string& value) {
  TRY(check_number(name, declared, value));
  TRY(check_length(name, declared, value));
  if (!declared.allowed_values.empty() &&
      std::ranges::find(declared.allowed_values, value) == declared.allowed_values.end()) {
    return refuse(fmt::format("Parameter '{}' must be one of AllowedValues", name));
  }
  if (!declared.allowed_pattern.empty()) {
    const auto matches = matches_whole(declared.allowed_pattern, value);
    if (!matches.has_value()) {
      return refuse(fmt::format("Parameter '{}': {}", name, matches.error()));
    }
    if (!*matches) {
      return refuse(
          fmt::format("Parameter '{}' must match pattern {}", name, declared.allowed_pattern));
    }
  }
  return {};
}

}  // namespace

bool is_ssm_value(std::string_view type) {
  return type.starts_with(ssm_value_prefix);
}

Result<ParameterDeclared, std::string> read_parameter(const std::string& name,
                                                      const json::value& value) {
  const json::object* object = value.if_object();
  if (object == nullptr || string_at(*object, "Type").empty()) {
    return refuse(
        std::string{"Template format error: Every Parameters object must contain a Type "
                    "member."});
  }
  for (const auto& member : *object) {
    if (std::ranges::find(parameter_members, std::string_view{member.key()}) ==
        parameter_members.end()) {
      return refuse(
          fmt::format("Invalid template parameter property '{}'", std::string_view{member.key()}));
    }
  }
  ParameterDeclared declared;
  declared.type = string_at(*object, "Type");
  if (!is_known_type(declared.type)) {
    return refuse(
        fmt::format("Template format error: Unrecognized parameter type: {}", declared.type));
  }
  declared.description = string_at(*object, "Description");
  declared.constraint_description = string_at(*object, "ConstraintDescription");
  declared.allowed_pattern = string_at(*object, "AllowedPattern");
  if (const json::value* found = object->if_contains("Default")) {
    declared.default_value = scalar_text(*found);
    if (!declared.default_value) {
      return refuse(std::string{"Template format error: Every Default member must be a string."});
    }
  }
  if (const json::value* found = object->if_contains("NoEcho")) {
    declared.no_echo = scalar_text(*found) == "true";
  }
  if (const json::value* found = object->if_contains("AllowedValues"); found && found->is_array()) {
    for (const json::value& each : found->get_array()) {
      declared.allowed_values.push_back(scalar_text(each).value_or(to_text(each)));
    }
  }
  TRY(read_number(name, *object, "MinValue", declared.min_value));
  TRY(read_number(name, *object, "MaxValue", declared.max_value));
  TRY(read_number(name, *object, "MinLength", declared.min_length));
  TRY(read_number(name, *object, "MaxLength", declared.max_length));
  return declared;
}

Result<std::map<std::string, ParameterDeclared>, std::string> read_parameters(
    const json::object& parameters) {
  std::map<std::string, ParameterDeclared> all;
  for (const auto& entry : parameters) {
    std::string name{entry.key()};
    all[name] = TRY(read_parameter(name, entry.value()));
  }
  return all;
}

Result<json::value, std::string> parameter_value(const std::string& name,
                                                 const ParameterDeclared& declared,
                                                 const std::string& value) {
  for (const std::string& part : parts_of(declared, value)) {
    auto good = check_value(name, declared, part);
    if (good.has_value()) continue;
    if (declared.constraint_description.empty()) return refuse(std::move(good).error());
    // "ConstraintDescription: a string that explains a constraint when the constraint is violated."
    return refuse(fmt::format("Parameter {} failed to satisfy constraint: {}", name,
                              declared.constraint_description));
  }
  if (!is_list(declared.type)) return json::value(value);
  json::array list;
  for (const std::string& part : by_commas(value)) list.emplace_back(part);
  return json::value(std::move(list));
}

}  // namespace spotdrill::cloudformation
