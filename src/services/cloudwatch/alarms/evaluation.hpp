// What state an alarm is in by the datapoints of its evaluation range. A pure function.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/cloudwatch/alarms/records.hpp"

namespace spotdrill::cloudwatch {

/// How many periods more than EvaluationPeriods are looked at.
/// Source: CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data": for three
/// periods, "the five most recent datapoints".
// DEVIATION: "the exact number of datapoints that CloudWatch attempts to retrieve depends on the
// length of the alarm period"; here it is always two more.
inline constexpr std::int32_t range_beyond = 2;

struct Point {
  std::int64_t begin = 0;  ///< Of its period. Units: seconds since the epoch.
  double value = 0;
};

/// What is looked at of an alarm's metric.
struct EvaluationRange {
  std::int64_t end = 0;       ///< Units: seconds since the epoch.
  std::int64_t period = 0;    ///< Units: seconds.
  std::vector<Point> points;  ///< Those that there are, the newest first.
};

struct Evaluated {
  const char* state = nullptr;
  std::string reason;
  std::vector<Point> evaluated;  ///< The newest first.
};

/// That of the alarm's metric, or of the first of its queries that has one; else a minute.
/// Units: seconds.
std::int64_t period_of(const api::cloudwatch::MetricAlarm& alarm);

/// Nothing: the state stays as it is.
/// Source: the guide's tables for 3 of 3 and 2 of 3 datapoints.
std::optional<Evaluated> evaluate_alarm(const api::cloudwatch::MetricAlarm& alarm,
                                        const EvaluationRange& range);

/// StateReasonData of a state that datapoints have led to. `queried`: when.
std::string reason_data(const api::cloudwatch::MetricAlarm& alarm, const EvaluationRange& range,
                        const Evaluated& evaluated, Instant queried);

/// "2026-12-01T08:00:00.000+0000": as alarms write times.
std::string alarm_time(Instant instant);

}  // namespace spotdrill::cloudwatch
