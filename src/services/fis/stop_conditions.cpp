#include "services/fis/stop_conditions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "services/fis/errors.hpp"

namespace spotdrill::fis {

namespace {

constexpr std::string_view alarm_source = "aws:cloudwatch:alarm";

bool is_alarm_arn(std::string_view value) {
  return value.starts_with("arn:aws:cloudwatch:") && value.find(":alarm:") != value.npos;
}

}  // namespace

bool is_stopped_by(const Definition& definition, std::string_view alarm) {
  return std::ranges::any_of(definition.stop_conditions, [&](const StopCondition& condition) {
    return condition.source == alarm_source && condition.value == alarm;
  });
}

bool Fis::in_alarm(const Definition& definition) const {
  return std::ranges::any_of(definition.stop_conditions, [this](const StopCondition& condition) {
    return condition.source == alarm_source && alarm_state_ &&
           alarm_state_(condition.value) == "ALARM";
  });
}

// An experiment whose alarm is not there would look safe and not be.
// DEVIATION: the message is ours.
Result<void> Fis::check_alarms(const Definition& definition) const {
  for (const StopCondition& condition : definition.stop_conditions) {
    if (condition.source != alarm_source) continue;
    if (alarm_state_ && !alarm_state_(condition.value).empty()) continue;
    return invalid(fmt::format("The stop condition {} does not exist.", condition.value));
  }
  return {};
}

Result<void> validate_stop_conditions(const std::vector<StopCondition>& conditions,
                                      const Quotas& quotas) {
  if (conditions.size() > quotas.stop_conditions) {
    return quota_exceeded("Stop conditions per experiment template", quotas.stop_conditions);
  }
  for (const StopCondition& condition : conditions) {
    if (condition.source == "none") {
      if (condition.value.empty()) continue;
      return invalid("A stop condition with source none cannot have a value.");
    }
    if (condition.source == alarm_source) {
      if (is_alarm_arn(condition.value)) continue;
      // DEVIATION: the message is ours.
      return invalid(fmt::format("Invalid stop condition value {}: it must be an alarm's ARN.",
                                 condition.value));
    }
    return invalid(
        fmt::format("Invalid stop condition source {}: it must be none or "
                    "aws:cloudwatch:alarm.",
                    condition.source));
  }
  return {};
}

}  // namespace spotdrill::fis
