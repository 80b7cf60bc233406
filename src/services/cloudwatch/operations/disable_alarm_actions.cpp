#include "services/cloudwatch/operations.hpp"

namespace spotdrill::cloudwatch {

Result<api::cloudwatch::DisableAlarmActionsResult> disable_alarm_actions(
    CloudWatch& cloudwatch, const api::cloudwatch::DisableAlarmActionsInput& request) {
  cloudwatch.alarms.enable_actions(request.alarm_names, false);
  return api::cloudwatch::DisableAlarmActionsResult{};
}

}  // namespace spotdrill::cloudwatch
