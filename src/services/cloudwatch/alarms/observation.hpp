// The datapoints that an alarm is judged by, out of the region's metrics.
#pragma once

#include "services/cloudwatch/cloudwatch.hpp"

namespace spotdrill::cloudwatch {

/// Those of `alarm`'s evaluation range that ends now: at the last whole minute, or period where
/// that is shorter.
EvaluationRange observe(CloudWatch& cloudwatch, const api::cloudwatch::MetricAlarm& alarm);

/// The call that an alarm on metric math is: its queries over its evaluation range.
api::cloudwatch::GetMetricDataInput data_call(const api::cloudwatch::MetricAlarm& alarm,
                                              Instant now);

}  // namespace spotdrill::cloudwatch
