// A template's parameters: what is declared, and the values that a stack gives them.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

namespace spotdrill::cloudformation {

struct ParameterDeclared {
  std::string type;
  std::optional<std::string> default_value;
  std::string description;
  std::string constraint_description;
  std::string allowed_pattern;
  std::vector<std::string> allowed_values;
  std::optional<double> min_value;
  std::optional<double> max_value;
  std::optional<double> min_length;
  std::optional<double> max_length;
  bool no_echo = false;
};

/// "AWS::SSM::Parameter::Value<String>" and the like: the value is a parameter's name.
bool is_ssm_value(std::string_view type);

/// Reads one member of Parameters. Errors: AWS's sentence.
Result<ParameterDeclared, std::string> read_parameter(const std::string& name,
                                                      const json::value& value);
/// Reads them all.
Result<std::map<std::string, ParameterDeclared>, std::string> read_parameters(
    const json::object& parameters);

/// What is referred to as `value` of this parameter: a text, or a list by commas.
/// Errors: AWS's sentence, when the value is not one that the declaration lets through.
Result<json::value, std::string> parameter_value(const std::string& name,
                                                 const ParameterDeclared& declared,
                                                 const std::string& value);

}  // namespace spotdrill::cloudformation
