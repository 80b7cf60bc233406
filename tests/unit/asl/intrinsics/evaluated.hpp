// Evaluates intrinsic functions, for tests.
#pragma once

#include <string>

#include "asl/expression.hpp"
#include "asl/payload.hpp"
#include "asl/unit_scope.hpp"

namespace spotdrill::asl {

/// What `expression` gives of `input`, as text with ' for "; else what is wrong.
inline std::string evaluated(std::string_view expression, std::string_view input = "{}") {
  const auto parsed = Expression::parse(expression);
  if (!parsed.has_value()) return "refused: " + parsed.error();
  const UnitScope scope{input, R"({"Execution":{"Input":{"list":"a,b"}}})"};
  const auto value = parsed->evaluate(scope);
  if (!value.has_value()) return value.error().error + ": " + value.error().cause;
  return single_quoted(write_json(*value));
}

/// The words of an intrinsic failure, without the expression that they begin with.
inline std::string intrinsic_failure(std::string_view expression, std::string_view input = "{}") {
  const std::string text = evaluated(expression, input);
  const std::string start = "States.IntrinsicFailure: The function '" + std::string{expression} +
                            "' had the following error: ";
  return text.starts_with(start) ? text.substr(start.size()) : "other: " + text;
}

}  // namespace spotdrill::asl
