#include "asl/states/states.hpp"

namespace spotdrill::asl {

/// "The interpreter attempts pattern-matches against the Choice Rules in list order and transitions
/// to the state specified in the Next field on the first Choice Rule where there is an exact
/// match."
Result<Step, Failure> enter(const Choice& choice, const Visit& visit) {
  for (const ChoiceRule& rule : choice.rules) {
    if (TRY(holds(rule.condition, visit))) {
      return Chosen{.result = visit.input(), .next = rule.next, .rule = &rule};
    }
  }
  if (choice.fallback) return Chosen{.result = visit.input(), .next = *choice.fallback};
  // AWS says States.Runtime here, not the States.NoChoiceMatched of the language's specification.
  return fail(error_name::runtime,
              "Failed to transition out of the state. The state does not point to a next state.");
}

}  // namespace spotdrill::asl
