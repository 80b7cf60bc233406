// PayloadTemplate: a JSON value parts of which are evaluated. In JSONPath they are the members
// whose names end in ".$" (Parameters, ResultSelector, ItemSelector, Assign, BatchInput); in
// JSONata every string between "{%" and "%}" (Arguments, Output, Items and the like). Read once,
// evaluated often; whoever evaluates it need not know the language.
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

/// What is wrong with a template, and where in it: "/a.$".
struct TemplateProblem {
  std::string pointer;
  std::string_view code;  ///< Of a query; else empty.
  std::string message;
};

class PayloadTemplate {
 public:
  /// `{}`.
  PayloadTemplate() = default;

  /// Errors: every member that is no expression although its name says so.
  static Result<PayloadTemplate, std::vector<TemplateProblem>> parse(const json::value& source);

  /// A template in JSONata. `location` and `subject`: as Query::parse has them. Errors: every query
  /// that is none.
  static Result<PayloadTemplate, std::vector<TemplateProblem>> parse_queries(
      const json::value& source, const std::string& location, Subject subject);

  /// The names of the variables that it refers to.
  [[nodiscard]] std::set<std::string> variables() const;

  /// Errors: States.IntrinsicFailure; States.QueryEvaluationError; States.Runtime: "The JSONPath
  /// '…' specified for the field 'name.$' could not be found in the input '…'".
  [[nodiscard]] Result<json::value, Failure> evaluate(const Scope& scope) const;

  /// True when nothing in it is an expression.
  [[nodiscard]] bool constant() const;

  /// What it is when it is one query as a whole; null: it is not.
  [[nodiscard]] const Query* query() const;

 private:
  struct Node;
  explicit PayloadTemplate(Node root);

  std::shared_ptr<const Node> root_;
};

}  // namespace spotdrill::asl
