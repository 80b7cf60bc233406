// Scalars: what a plain one in YAML is, what a value is as text. Not numbers' arithmetic.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"

namespace spotdrill::cloudformation {

/// What an unquoted scalar is by YAML 1.1: a truth, a number, nothing, or its text. Dates stay
/// text.
json::value plain_scalar(std::string_view text);

/// A scalar as text, as CloudFormation writes it: "true", "5"; nothing for lists and objects.
std::optional<std::string> scalar_text(const json::value& value);

}  // namespace spotdrill::cloudformation
