// A composite alarm's rule: "ALARM(cpu) AND NOT (OK("other alarm") OR FALSE)".
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace spotdrill::cloudwatch {

/// Source: CloudWatch API Reference, PutCompositeAlarm, AlarmRule.
// DEVIATION: AT_LEAST is refused by name.
class AlarmRule {
 public:
  /// Errors: one sentence that says what is wrong.
  static Result<AlarmRule, std::string> parse(std::string_view text);

  /// The names of the alarms that it looks at, each once, in order of appearance.
  [[nodiscard]] const std::vector<std::string>& alarms() const { return alarms_; }

  /// `state_of`: of an alarm by its name; empty: there is none.
  [[nodiscard]] bool holds(
      const std::function<std::string(const std::string& name)>& state_of) const;

 private:
  friend class RuleParser;

  /// In postfix order: a state pushes, an operator takes what is on top.
  struct Step {
    enum class Kind : unsigned char { State, True, False, And, Or, Not };
    Kind kind = Kind::True;
    std::string state;  ///< That the alarm must be in.
    std::string alarm;
  };
  std::vector<Step> steps_;
  std::vector<std::string> alarms_;
};

}  // namespace spotdrill::cloudwatch
