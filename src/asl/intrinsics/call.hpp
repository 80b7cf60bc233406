// Calls of intrinsic functions: "States.Format('{} {}', $.a, States.UUID())". Read once; functions
// are plain functions of their arguments, one file for each, in one table.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "asl/expression.hpp"

namespace spotdrill::asl::intrinsics {

/// "You can nest up to 10 intrinsic functions within a field in your workflows."
/// Source: Step Functions Developer Guide, "Intrinsic functions".
inline constexpr int nesting_max = 10;

/// What a function is given.
struct Invocation {
  std::vector<const json::value*> arguments;
  Random& random;
};

/// What a function gives. Errors: one sentence.
using Outcome = Result<json::value, std::string>;

struct Function {
  std::string_view name;
  std::size_t arguments_min = 0;
  std::size_t arguments_max = 0;
  Outcome (*body)(const Invocation&) = nullptr;
};

struct Argument {
  std::variant<json::value, Path, std::shared_ptr<const Call>> of;
};

struct Call {
  const Function* function = nullptr;
  std::vector<Argument> arguments;
};

/// Errors: one sentence that says what is wrong and where.
Result<std::shared_ptr<const Call>, std::string> parse_call(std::string_view text);

/// Errors: States.IntrinsicFailure; States.Runtime of an argument whose path finds nothing. `text`
/// is the whole expression, which the cause names.
Result<json::value, Failure> evaluate(const Call& call, std::string_view text, const Scope& scope);

/// Adds the names of the variables that `call` refers to.
void add_variables(const Call& call, std::set<std::string>& names);

}  // namespace spotdrill::asl::intrinsics
