// Outcome: done, or the step that failed and its errno. The typed failure of a program that has no
// exceptions.
#pragma once

#include <cerrno>
#include <string>

namespace spotdrill::init {

struct [[nodiscard]] Outcome {
  std::string step;  ///< Empty: done.
  int error = 0;

  [[nodiscard]] bool failed() const { return !step.empty(); }
};

inline Outcome done() {
  return {};
}

/// `step` failed with the errno of now.
inline Outcome failure(std::string step) {
  const int error = errno;
  return {std::move(step), error};
}

}  // namespace spotdrill::init

/// Returns from the enclosing function when `expression` failed.
#define STEP(expression)                                                                 \
  do {                                                                                   \
    if (auto step_outcome_ = (expression); step_outcome_.failed()) return step_outcome_; \
  } while (false)
