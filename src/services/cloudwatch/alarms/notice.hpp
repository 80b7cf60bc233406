// What an alarm says: to those who are notified, and in its history.
#pragma once

#include <string>

#include "base/json.hpp"
#include "services/cloudwatch/alarms/alarms.hpp"

namespace spotdrill::cloudwatch {

/// "ALARM: "NAME" in US East (N. Virginia)": a notification's subject.
std::string subject_of(const AlarmNotice& notice, const Place& place);

/// The JSON that SNS is given.
/// Source: CloudWatch User Guide, "Notifying users on alarm changes"; notifications as recorded.
std::string message_of(const AlarmNotice& notice, const Place& place);

/// HistoryData of a state's change.
std::string state_update(const api::cloudwatch::MetricAlarm& before,
                         const api::cloudwatch::MetricAlarm& after);

}  // namespace spotdrill::cloudwatch
