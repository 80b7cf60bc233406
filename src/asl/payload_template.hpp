// PayloadTemplate: a JSON value some of whose members end in ".$" and are expressions: Parameters,
// ResultSelector, ItemSelector, Assign, BatchInput. Read once, evaluated often.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "asl/expression.hpp"
#include "asl/failure.hpp"
#include "asl/scope.hpp"
#include "base/json.hpp"

namespace spotdrill::asl {

/// What is wrong with a template, and where: "/Parameters/a.$".
struct TemplateProblem {
  std::string pointer;
  std::string message;
};

class PayloadTemplate {
 public:
  /// `{}`.
  PayloadTemplate() = default;

  /// Errors: every member that is no expression although its name says so.
  static Result<PayloadTemplate, std::vector<TemplateProblem>> parse(const json::value& source);

  /// The names of the variables that it refers to.
  [[nodiscard]] std::set<std::string> variables() const;

  /// Errors: States.IntrinsicFailure; States.Runtime: "The JSONPath '…' specified for the field
  /// 'name.$' could not be found in the input '…'".
  [[nodiscard]] Result<json::value, Failure> evaluate(const Scope& scope) const;

  /// True when nothing in it is an expression.
  [[nodiscard]] bool constant() const;

 private:
  struct Node;
  std::shared_ptr<const Node> root_;
};

}  // namespace spotdrill::asl
