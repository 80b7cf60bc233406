// Expression: what one field holds that is to be evaluated, read once. In JSONPath, a field whose
// name ends in ".$" or in Path: a path or a call of an intrinsic function ("States.Format('{}',
// $.a)"). In JSONata, a query ("{% $states.input.a %}").
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>

#include "asl/failure.hpp"
#include "asl/jsonpath/path.hpp"
#include "asl/query.hpp"
#include "asl/scope.hpp"
#include "base/result.hpp"

namespace spotdrill::asl {

namespace intrinsics {
struct Call;
}

class Expression {
 public:
  /// "$".
  Expression() = default;

  /// Errors: one sentence that says what is wrong.
  static Result<Expression, std::string> parse(std::string_view text);

  static Expression of(Query query);

  [[nodiscard]] const std::string& text() const { return text_; }

  /// The path, or null when it is none.
  [[nodiscard]] const Path* path() const { return std::get_if<Path>(&kind_); }
  /// The query, or null when it is none.
  [[nodiscard]] const Query* query() const { return std::get_if<Query>(&kind_); }

  /// The names of the variables that it refers to.
  [[nodiscard]] std::set<std::string> variables() const;

  /// Errors: States.IntrinsicFailure of a call; States.QueryEvaluationError; States.Runtime of a
  /// path that finds nothing ("The JSONPath '…' could not be found in the input '…'", without the
  /// words that name the field: whoever knows the field adds them).
  [[nodiscard]] Result<json::value, Failure> evaluate(const Scope& scope) const;

 private:
  std::string text_ = "$";
  std::variant<Path, std::shared_ptr<const intrinsics::Call>, Query> kind_;
};

/// What stands in the definition, or what an expression gives.
template <class T>
using Given = std::variant<T, Expression>;

/// The query that gives it, or null.
template <class T>
const Query* query_of(const Given<T>& given) {
  const auto* expression = std::get_if<Expression>(&given);
  return expression == nullptr ? nullptr : expression->query();
}

}  // namespace spotdrill::asl
