// Query: what stands between "{%" and "%}" in a state in JSONata, compiled once. JSONata itself is
// a library of its own; here is what Step Functions adds: $states, variables, functions, causes.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "asl/failure.hpp"
#include "asl/scope.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

namespace spotdrill::asl {

/// What is wrong with a query, as a diagnostic has it.
struct QueryProblem {
  std::string_view code;
  std::string message;
};

class Query {
 public:
  /// True for text that is a query, or that would be one if it began and ended as one: AWS refuses
  /// what only begins or only ends so.
  static bool is_meant(std::string_view text);

  /// `location`: the field in its state, "Output/a". `subject`: what it may ask of $states beside
  /// the input and the context.
  static Result<Query, std::vector<QueryProblem>> parse(std::string_view text, std::string location,
                                                        Subject subject);

  /// Without the delimiters.
  [[nodiscard]] const std::string& text() const;
  [[nodiscard]] const std::string& location() const;

  /// The names of the variables that it refers to.
  [[nodiscard]] std::set<std::string> variables() const;

  /// Errors: States.QueryEvaluationError: it fails, or gives nothing.
  [[nodiscard]] Result<json::value, Failure> evaluate(const Scope& scope) const;

  /// States.QueryEvaluationError at this place.
  [[nodiscard]] Refusal<Failure> fail(std::string cause) const;

  /// Likewise: `value`, which it gave, is of another type than `expected`, "number".
  [[nodiscard]] Refusal<Failure> fail_of_type(std::string_view expected,
                                              const json::value& value) const;

  /// Likewise: a number that it gave is not within `bounds`, "must be between 0 and 100".
  [[nodiscard]] Refusal<Failure> fail_of_bounds(std::string_view bounds,
                                                std::string_view number) const;

 private:
  struct Content;
  explicit Query(std::shared_ptr<const Content> content) : content_(std::move(content)) {}

  [[nodiscard]] Refusal<Failure> fail_of(std::string_view what) const;

  std::shared_ptr<const Content> content_;
};

}  // namespace spotdrill::asl
