// The operators of metric math, on values that are there.
#pragma once

#include <string_view>

#include "services/cloudwatch/expression.hpp"

namespace spotdrill::cloudwatch {

/// `left` SYMBOL `right`: + - * / ^ < <= > >= == != && ||. What is compared gives 1 or 0. A point
/// that has no finite result (a division by zero) is left out.
MathResult apply_operator(std::string_view symbol, const MathValue& left, const MathValue& right);

}  // namespace spotdrill::cloudwatch
