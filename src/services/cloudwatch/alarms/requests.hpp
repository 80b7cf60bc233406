// What the operations on alarms share: checks, and pages.
#pragma once

#include <string>
#include <vector>

#include "services/cloudwatch/cloudwatch.hpp"
#include "services/cloudwatch/errors.hpp"

namespace spotdrill::cloudwatch {

/// Errors: ValidationError and its like; NotImplemented for what is not here, by its name.
Result<void> check_metric_alarm(const api::cloudwatch::PutMetricAlarmInput& request);

/// Whether spotdrill can carry out every one of these actions of an alarm.
/// Errors: ValidationError, NotImplemented.
Result<void> check_actions(const std::vector<std::string>& actions,
                           const std::vector<api::cloudwatch::Dimension>& dimensions);

/// Room for one more, if there is none of this name yet. Errors: LimitExceeded.
Result<void> check_room(const Alarms& alarms, const std::string& name);

Tags tags_of(const std::vector<api::cloudwatch::Tag>& tags);

}  // namespace spotdrill::cloudwatch
