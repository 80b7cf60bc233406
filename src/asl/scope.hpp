// Scope: what a path or an intrinsic function may refer to while a state is being worked on.
#pragma once

#include <string_view>

#include "base/json.hpp"
#include "engine/random.hpp"

namespace spotdrill::asl {

class Scope {
 public:
  virtual ~Scope() = default;

  /// What "$" is here: the state's input, or a task's result.
  [[nodiscard]] virtual const json::value& root() const = 0;

  /// What "$$" is: the context object. Made when it is first asked for.
  [[nodiscard]] virtual const json::value& context() const = 0;

  /// What "$name" is, in this scope or one around it; null when nobody assigned it.
  [[nodiscard]] virtual const json::value* variable(std::string_view name) const = 0;

  /// Chance of this execution: the same again when it is replayed.
  [[nodiscard]] virtual Random& random() const = 0;
};

}  // namespace spotdrill::asl
