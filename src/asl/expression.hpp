// Expression: what a field whose name ends in ".$" holds, and every …Path field: a path or a call
// of an intrinsic function ("States.Format('{}', $.a)"), read once.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "asl/failure.hpp"
#include "asl/jsonpath/path.hpp"
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

  [[nodiscard]] const std::string& text() const { return text_; }

  /// The path, or null when it is a call.
  [[nodiscard]] const Path* path() const { return call_ == nullptr ? &path_ : nullptr; }

  /// The names of the variables that it refers to.
  [[nodiscard]] std::set<std::string> variables() const;

  /// Errors: States.IntrinsicFailure of a call; States.Runtime of a path that finds nothing ("The
  /// JSONPath '…' could not be found in the input '…'", without the words that name the field:
  /// whoever knows the field adds them).
  [[nodiscard]] Result<json::value, Failure> evaluate(const Scope& scope) const;

 private:
  std::string text_ = "$";
  Path path_;
  std::shared_ptr<const intrinsics::Call> call_;
};

}  // namespace spotdrill::asl
