// Scope: what a path, an intrinsic function or a query may refer to while a state is being worked
// on.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/json.hpp"
#include "base/units.hpp"
#include "engine/random.hpp"

namespace spotdrill::asl {

/// What expressions are evaluated over. In JSONPath it is "$"; in JSONata it is the member of
/// $states of that name, and the input is there beside it.
enum class Subject : std::uint8_t { Input, Result, ErrorOutput };

class Scope {
 public:
  virtual ~Scope() = default;

  /// What "$" is here: the subject.
  [[nodiscard]] virtual const json::value& root() const = 0;

  [[nodiscard]] virtual Subject subject() const { return Subject::Input; }

  /// What "$states.input" is: the state's input, whatever the subject is.
  [[nodiscard]] virtual const json::value& state_input() const { return root(); }

  /// What "$$" and "$states.context" are: the context object. Made when it is first asked for.
  [[nodiscard]] virtual const json::value& context() const = 0;

  /// What "$name" is, in this scope or one around it; null when nobody assigned it.
  [[nodiscard]] virtual const json::value* variable(std::string_view name) const = 0;

  [[nodiscard]] virtual Instant now() const { return {}; }

  /// Chance of this execution: the same again when it is replayed.
  [[nodiscard]] virtual Random& random() const = 0;
};

}  // namespace spotdrill::asl
