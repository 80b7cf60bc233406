#include "services/cloudwatch/alarms/evaluation.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/iso8601.hpp"

namespace spotdrill::cloudwatch {
namespace {

using api::cloudwatch::MetricAlarm;

struct Comparison {
  const char* name;
  const char* words;
  bool (*holds)(double value, double threshold);
};

constexpr std::array comparisons{
    Comparison{"GreaterThanOrEqualToThreshold", "greater than or equal to",
               [](double value, double threshold) { return value >= threshold; }},
    Comparison{"GreaterThanThreshold", "greater than",
               [](double value, double threshold) { return value > threshold; }},
    Comparison{"LessThanThreshold", "less than",
               [](double value, double threshold) { return value < threshold; }},
    Comparison{"LessThanOrEqualToThreshold", "less than or equal to",
               [](double value, double threshold) { return value <= threshold; }},
};

const Comparison& comparison_of(const MetricAlarm& alarm) {
  const auto* const found = std::ranges::find_if(comparisons, [&](const Comparison& each) {
    return each.name == alarm.comparison_operator.value_or("");
  });
  return found == comparisons.end() ? comparisons.front() : *found;
}

/// As Java writes a double: "10.0".
std::string number(double value) {
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

/// One look at an alarm: how many of its points are beyond the threshold.
class Look {
 public:
  Look(const MetricAlarm& alarm, const EvaluationRange& range)
      : alarm_(alarm),
        range_(range),
        comparison_(comparison_of(alarm)),
        periods_(static_cast<std::size_t>(alarm.evaluation_periods.value_or(1))),
        to_alarm_(static_cast<std::size_t>(
            alarm.datapoints_to_alarm.value_or(alarm.evaluation_periods.value_or(1)))) {
    points_.assign(range.points.begin(),
                   range.points.begin() +
                       static_cast<std::ptrdiff_t>(std::min(periods_, range.points.size())));
    breaching_ = static_cast<std::size_t>(
        std::ranges::count_if(points_, [this](const Point& each) { return breaches(each); }));
    missing_ = periods_ - points_.size();
  }

  [[nodiscard]] std::optional<Evaluated> state() const {
    const std::string treat = alarm_.treat_missing_data.value_or("missing");
    if (treat == "breaching" && missing_ > 0) {
      return breaching_ + missing_ >= to_alarm_ ? filled(state::alarm, "Breaching")
                                                : filled(state::ok, "Breaching");
    }
    if (breaching_ >= to_alarm_) return seen(state::alarm);
    if (treat == "notBreaching" && missing_ > 0) return filled(state::ok, "NonBreaching");
    if (breaching_ < points_.size()) return seen(state::ok);
    if (treat == "ignore") return std::nullopt;
    if (points_.empty()) {
      return Evaluated{
          .state = state::insufficient_data,
          .reason = fmt::format("Insufficient Data: {} {} unknown.", counted(periods_, "datapoint"),
                                periods_ == 1 ? "was" : "were")};
    }
    return old_enough() ? seen(state::alarm) : seen(state::ok);
  }

 private:
  [[nodiscard]] bool breaches(const Point& point) const {
    return comparison_.holds(point.value, alarm_.threshold.value_or(0));
  }

  /// "... the oldest available breaching datapoint during the Evaluation Periods number of data
  /// points is at least as old as the value of Datapoints to Alarm, and all other more recent data
  /// points are breaching or missing. In this case, the alarm goes into ALARM state".
  [[nodiscard]] bool old_enough() const {
    const std::int64_t age = (range_.end - points_.back().begin) / range_.period;
    return age >= static_cast<std::int64_t>(to_alarm_);
  }

  [[nodiscard]] std::string listed() const {
    std::string text;
    for (const Point& each : points_) {
      const std::chrono::sys_seconds at{std::chrono::seconds{each.begin}};
      if (!text.empty()) text += ", ";
      text += fmt::format("{} ({:%d/%m/%y %H:%M:%S})", number(each.value), at);
    }
    return text;
  }

  /// By what was received.
  [[nodiscard]] Evaluated seen(const char* state) const {
    const bool alarming = state == state::alarm;
    const std::size_t count = alarming ? breaching_ : points_.size() - breaching_;
    const std::size_t minimum = alarming ? to_alarm_ : periods_ - to_alarm_ + 1;
    return {.state = state,
            .reason = fmt::format(
                "Threshold Crossed: {} out of the last {} [{}] {} {}{} the threshold ({}) (minimum "
                "{} for {} transition).",
                count, counted(points_.size(), "datapoint"), listed(), count == 1 ? "was" : "were",
                alarming ? "" : "not ", comparison_.words, number(alarm_.threshold.value_or(0)),
                counted(minimum, "datapoint"), alarming ? "OK -> ALARM" : "ALARM -> OK"),
            .evaluated = points_};
  }

  /// By what was not received, too.
  // DEVIATION: the words for some points among missing ones are ours.
  [[nodiscard]] Evaluated filled(const char* state, std::string_view treated) const {
    const std::string points =
        points_.empty()
            ? fmt::format("no datapoints were received for {}", counted(missing_, "period"))
            : fmt::format("{} [{}] {} received", counted(points_.size(), "datapoint"), listed(),
                          points_.size() == 1 ? "was" : "were");
    return {.state = state,
            .reason = fmt::format("Threshold Crossed: {} and {} {} treated as [{}].", points,
                                  counted(missing_, "missing datapoint"),
                                  missing_ == 1 ? "was" : "were", treated),
            .evaluated = points_};
  }

  const MetricAlarm& alarm_;
  const EvaluationRange& range_;
  const Comparison& comparison_;
  std::size_t periods_;
  std::size_t to_alarm_;
  std::vector<Point> points_;  ///< The newest that there are, as many as periods at the most.
  std::size_t breaching_ = 0;
  std::size_t missing_ = 0;
};

}  // namespace

std::string alarm_time(Instant instant) {
  std::string text = iso8601_millis(instant);
  text.pop_back();  // The Z.
  return text + "+0000";
}

std::int64_t period_of(const MetricAlarm& alarm) {
  constexpr std::int64_t minute = 60;
  if (alarm.period) return *alarm.period;
  for (const auto& query : alarm.metrics) {
    if (query.metric_stat) return query.metric_stat->period;
    if (query.period) return *query.period;
  }
  return minute;
}

std::optional<Evaluated> evaluate_alarm(const MetricAlarm& alarm, const EvaluationRange& range) {
  return Look{alarm, range}.state();
}

std::string reason_data(const MetricAlarm& alarm, const EvaluationRange& range,
                        const Evaluated& evaluated, Instant queried) {
  // Numbers as AWS writes them ("30.0"): our JSON has shorter ones.
  std::string recent;
  std::string points;
  for (const Point& each : evaluated.evaluated) {
    // The values from old to new, the datapoints from new to old.
    recent = number(each.value) + (recent.empty() ? "" : ",") + recent;
    points +=
        fmt::format(R"({}{{"timestamp":"{}","value":{}}})", points.empty() ? "" : ",",
                    alarm_time(Instant{std::chrono::seconds{each.begin}}), number(each.value));
  }
  std::string data = fmt::format(R"({{"version":"1.0","queryDate":"{}")", alarm_time(queried));
  if (!points.empty()) {
    const Instant oldest{std::chrono::seconds{evaluated.evaluated.back().begin}};
    data += fmt::format(R"(,"startDate":"{}")", alarm_time(oldest));
  }
  const auto& statistic = alarm.statistic ? alarm.statistic : alarm.extended_statistic;
  if (statistic) data += fmt::format(R"(,"statistic":"{}")", *statistic);
  return data + fmt::format(R"(,"period":{},"recentDatapoints":[{}],"threshold":{},)"
                            R"("evaluatedDatapoints":[{}]}})",
                            range.period, recent, number(alarm.threshold.value_or(0)), points);
}

}  // namespace spotdrill::cloudwatch
