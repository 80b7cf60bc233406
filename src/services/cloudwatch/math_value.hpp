// The arithmetic of metric math, on values that are there: operators and functions.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "services/cloudwatch/expression.hpp"

namespace spotdrill::cloudwatch {

/// `left` + - * / ^ `right`. A point that has no finite result (a division by zero) is left out.
MathResult apply_operator(char symbol, const MathValue& left, const MathValue& right);

/// Calls a function by its name, in upper case. Nothing when there is none of that name.
std::optional<MathResult> apply_function(std::string_view name,
                                         const std::vector<MathValue>& arguments);

}  // namespace spotdrill::cloudwatch
