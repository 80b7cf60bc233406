// Every refusal of CloudWatch. Messages are AWS's; where none is known the code says DEVIATION.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace spotdrill::cloudwatch {

Refusal<> invalid_parameter_value(std::string message);
Refusal<> invalid_parameter_combination(std::string message);
Refusal<> missing_parameter(std::string message);

/// What GetMetricData refuses.
Refusal<> validation_error(std::string message);

Refusal<> invalid_next_token();

/// More metrics than metrics_max.
Refusal<> too_many_metrics();

// Alarms and dashboards.
/// ValidationError, without GetMetricData's line break.
Refusal<> invalid_alarm(std::string message);
/// What CloudWatch has and spotdrill has not.
Refusal<> not_here(std::string_view what);
Refusal<> alarm_not_found(std::string_view names);
Refusal<> too_many_alarms();
Refusal<> invalid_format(std::string message);
Refusal<> dashboard_not_found(std::string_view name);
Refusal<> invalid_dashboard(std::string message);
Refusal<> resource_not_found(std::string_view arn);

/// What is wrong with a request, collected: AWS names every mistake of a call at once, one on a
/// line.
class Problems {
 public:
  void invalid_value(std::string message) { add("InvalidParameterValue", std::move(message)); }
  void invalid_combination(std::string message) {
    add("InvalidParameterCombination", std::move(message));
  }
  void missing(std::string message) { add("MissingParameter", std::move(message)); }
  void validation(std::string message) { add("ValidationError", std::move(message)); }

  [[nodiscard]] bool empty() const { return problems_.empty(); }

  /// The refusal of the first problem's code, with the messages of all that share it.
  /// There must be a problem.
  [[nodiscard]] Refusal<> refusal() const;

 private:
  void add(std::string_view code, std::string message);

  struct Problem {
    std::string_view code;
    std::string message;
  };
  std::vector<Problem> problems_;
};

}  // namespace spotdrill::cloudwatch
