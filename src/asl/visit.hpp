// Visit: what a state sees when it is entered, or tried again: its input, its scope, the time.
#pragma once

#include <optional>
#include <string_view>

#include "asl/execution.hpp"
#include "asl/scope.hpp"

namespace spotdrill::asl {

/// A frame's scope with something as its "$".
class FrameScope final : public Scope {
 public:
  FrameScope(Execution& execution, Frame& frame, const json::value& root, Subject subject)
      : execution_(execution), frame_(frame), root_(root), subject_(subject) {}

  [[nodiscard]] const json::value& root() const override { return root_; }
  [[nodiscard]] Subject subject() const override { return subject_; }
  [[nodiscard]] const json::value& state_input() const override { return frame_.input.value(); }
  [[nodiscard]] Instant now() const override;
  [[nodiscard]] const json::value& context() const override;
  [[nodiscard]] const json::value* variable(std::string_view name) const override;
  [[nodiscard]] Random& random() const override;

 private:
  Execution& execution_;
  Frame& frame_;
  const json::value& root_;
  Subject subject_;
};

class Visit {
 public:
  Visit(Execution& execution, Frame& frame, Payload input)
      : execution_(execution), frame_(frame), input_(std::move(input)) {}

  [[nodiscard]] const Frame& frame() const { return frame_; }
  [[nodiscard]] const State& state() const { return *frame_.state; }
  [[nodiscard]] const Limits& limits() const { return execution_.limits_; }
  /// The state's input after InputPath.
  [[nodiscard]] const Payload& input() const { return input_; }

  [[nodiscard]] FrameScope scope(const json::value& root, Subject subject = Subject::Input) const {
    return {execution_, frame_, root, subject};
  }
  [[nodiscard]] FrameScope scope() const { return scope(input_.value()); }

  /// What `expression` gives over `root`. `field` names it in causes: "InputPath".
  /// Errors: States.Runtime: a path that finds nothing; States.IntrinsicFailure;
  /// States.QueryEvaluationError.
  Result<json::value, Failure> evaluate(const Expression& expression, std::string_view field,
                                        const Payload& root) const;
  Result<json::value, Failure> evaluate(const Expression& expression,
                                        std::string_view field) const {
    return evaluate(expression, field, input_);
  }

  Result<Payload, Failure> evaluate(const PayloadTemplate& payload, const Payload& root,
                                    Subject subject = Subject::Input) const;

  /// ItemSelector: over the input, with a context that has this item as its Map.Item.
  Result<Payload, Failure> evaluate_item(const PayloadTemplate& selector, std::int64_t index,
                                         const json::value& item) const;

  /// The parameters: `payload` over the input, or the input itself.
  Result<Payload, Failure> apply(const std::optional<PayloadTemplate>& payload) const;

  /// Who looks at the state; null: nobody.
  [[nodiscard]] Inspection* inspection() const { return execution_.inspection_; }

  /// What the definition gives, or what an expression does. Errors: States.Runtime, or
  /// States.QueryEvaluationError of a query: it is of another type. Numbers that a query gives are
  /// from 0 to 99,999,999; those that a path finds are looked at by whoever asked.
  Result<Seconds, Failure> seconds(const Given<Seconds>& given, std::string_view field) const;
  Result<std::int64_t, Failure> integer(const Given<std::int64_t>& given,
                                        std::string_view field) const;
  Result<double, Failure> number(const Given<double>& given, std::string_view field) const;
  Result<bool, Failure> boolean(const Given<bool>& given) const;
  Result<std::string, Failure> text(const Given<std::string>& given, std::string_view field) const;

 private:
  Execution& execution_;
  Frame& frame_;
  Payload input_;
};

/// ResultPath: `result` into the state's raw input; the very same result for "$".
/// Errors: States.ResultPathMatchFailure.
Result<Payload, Failure> put_result(const std::optional<Path>& path, const Payload& input,
                                    Payload result);

/// InputPath, OutputPath: `path` over `root`; `{}` when it is null. The very same payload for "$".
/// Errors: States.Runtime.
Result<Payload, Failure> select(const Visit& visit, const std::optional<Expression>& path,
                                std::string_view field, const Payload& root);

}  // namespace spotdrill::asl
