#include <fmt/format.h>

#include "asl/states/states.hpp"
#include "asl/timestamp.hpp"

namespace spotdrill::asl {
namespace {

/// A wait may last for 2^31 seconds less a day: observed on AWS, 24,855 days are accepted.
constexpr Seconds delay_max{2'147'483'647};

Result<Instant, Failure> read_timestamp(const Expression& path, const Visit& visit) {
  const json::value value = TRY(visit.evaluate(path, "TimestampPath"));
  const auto instant = value.is_string() ? parse_timestamp(value.get_string()) : std::nullopt;
  if (!instant && path.query() != nullptr) {
    if (!value.is_string()) return path.query()->fail_of_type("string", value);
    // DEVIATION: what AWS says of a query's text that is no timestamp is known of paths only.
    return path.query()->fail(
        fmt::format("The Timestamp parameter does not reference a valid ISO-8601 extended offset "
                    "date-time format string: {} == {}",
                    path.text(), std::string_view{value.get_string()}));
  }
  if (!instant) {
    return fail(
        error_name::runtime,
        fmt::format("The TimestampPath parameter does not reference a valid ISO-8601 "
                    "extended offset date-time format string: {} == {}",
                    path.text(),
                    value.is_string() ? std::string{value.get_string()} : write_json(value)));
  }
  return *instant;
}

Result<Instant, Failure> after_seconds(const Expression& path, const Visit& visit) {
  const Seconds delay = TRY(visit.seconds(Given<Seconds>{path}, "SecondsPath"));
  if (delay < Seconds{0}) {
    return fail(error_name::runtime,
                fmt::format("The SecondsPath parameter cannot be parsed as a long value: {} == {}",
                            path.text(), delay.count()));
  }
  if (delay > delay_max) return fail(error_name::runtime, "Wait state delay is too long.");
  return visit.frame().entered_at + delay;
}

/// When the wait ends.
Result<Instant, Failure> wake_time(const Wait& wait, const Visit& visit) {
  if (const auto* delay = std::get_if<Seconds>(&wait.until)) {
    return visit.frame().entered_at + *delay;
  }
  // "Step Functions considers the time value up to seconds and truncates milliseconds."
  if (const auto* timestamp = std::get_if<Instant>(&wait.until)) {
    return Instant{std::chrono::floor<Seconds>(*timestamp)};
  }
  const auto& path = std::get<Expression>(wait.until);
  if (wait.gives_seconds) return after_seconds(path, visit);
  return Instant{std::chrono::floor<Seconds>(TRY(read_timestamp(path, visit)))};
}

}  // namespace

Result<Step, Failure> enter(const Wait& wait, const Visit& visit) {
  const Instant wake = TRY(wake_time(wait, visit));
  if (wake - visit.frame().entered_at > delay_max) {
    return fail(error_name::runtime, "Wait state delay is too long.");
  }
  return SleepUntil{wake};
}

}  // namespace spotdrill::asl
