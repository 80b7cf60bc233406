#include "base/json.hpp"
#include "services/cloudwatch/errors.hpp"
#include "services/cloudwatch/operations.hpp"

namespace spotdrill::cloudwatch {
namespace {

const char* state_named(const std::string& name) {
  for (const char* each : {state::ok, state::alarm, state::insufficient_data}) {
    if (name == each) return each;
  }
  return state::insufficient_data;
}

}  // namespace

// Until the next look at the alarm: "it might return to its actual state quickly".
Result<api::cloudwatch::SetAlarmStateResult> set_alarm_state(
    CloudWatch& cloudwatch, const api::cloudwatch::SetAlarmStateInput& request) {
  if (cloudwatch.alarms.find(request.alarm_name) == nullptr) {
    return alarm_not_found(request.alarm_name);
  }
  const std::string& data = request.state_reason_data.value_or("");
  if (!data.empty() && !parse_json(data).has_value()) {
    return invalid_format("StateReasonData is not valid JSON.");
  }
  cloudwatch.alarms.set_state(
      request.alarm_name,
      {.state = state_named(request.state_value), .reason = request.state_reason, .evaluated = {}},
      data);
  return api::cloudwatch::SetAlarmStateResult{};
}

}  // namespace spotdrill::cloudwatch
