// What a part of a template refers to, without evaluating it.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "base/json.hpp"

namespace spotdrill::cloudformation {

struct References {
  std::set<std::string> refs;        ///< Ref and ${X}: parameters, resources, pseudo parameters.
  std::set<std::string> attributes;  ///< GetAtt and ${X.Y}: resources.
  std::set<std::string> conditions;  ///< Of If and Condition.
};

/// Adds what `value` refers to.
void gather_references(const json::value& value, References& found);

/// Calls `visit` with what stands between "${" and "}" in the text of a Sub; "${!X}" is text.
/// Gives the text with what `visit` made of each.
std::string replace_variables(std::string_view text,
                              const std::function<std::string(std::string_view)>& visit);

/// "AWS::Region" and the others.
bool is_pseudo_parameter(std::string_view name);

}  // namespace spotdrill::cloudformation
