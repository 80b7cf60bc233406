#include "services/cloudwatch/operations.hpp"

namespace spotdrill::cloudwatch {

Result<api::cloudwatch::EnableAlarmActionsResult> enable_alarm_actions(
    CloudWatch& cloudwatch, const api::cloudwatch::EnableAlarmActionsInput& request) {
  cloudwatch.alarms.enable_actions(request.alarm_names, true);
  return api::cloudwatch::EnableAlarmActionsResult{};
}

}  // namespace spotdrill::cloudwatch
