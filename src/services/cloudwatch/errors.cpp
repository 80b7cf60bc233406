#include "services/cloudwatch/errors.hpp"

#include <fmt/format.h>

#include "base/assert.hpp"

namespace spotdrill::cloudwatch {
namespace {

/// How many mistakes of one call are named at most.
constexpr std::size_t problems_max = 100;

Refusal<> refusal_of(std::string_view code, std::string message) {
  return refuse(AwsError{.code = std::string{code}, .message = std::move(message)});
}

}  // namespace

Refusal<> invalid_parameter_value(std::string message) {
  return refusal_of("InvalidParameterValue", std::move(message));
}

Refusal<> invalid_parameter_combination(std::string message) {
  return refusal_of("InvalidParameterCombination", std::move(message));
}

Refusal<> missing_parameter(std::string message) {
  return refusal_of("MissingParameter", std::move(message));
}

Refusal<> validation_error(std::string message) {
  // GetMetricData ends each of its messages with a line break.
  return refusal_of("ValidationError", std::move(message) + "\n");
}

// DEVIATION: the message is ours.
Refusal<> invalid_next_token() {
  return refusal_of("InvalidNextToken", "The next token specified is invalid.");
}

// DEVIATION: AWS has no such limit; code and message are ours.
Refusal<> too_many_metrics() {
  return refusal_of("LimitExceeded", "The maximum number of metrics for this region is reached.");
}

Refusal<> invalid_alarm(std::string message) {
  return refusal_of("ValidationError", std::move(message));
}

// DEVIATION: code and message are ours.
Refusal<> not_here(std::string_view what) {
  return refusal_of("NotImplemented", fmt::format("spotdrill does not have {}.", what));
}

// DEVIATION: the message is ours.
Refusal<> alarm_not_found(std::string_view names) {
  return refusal_of("ResourceNotFound", fmt::format("Unknown alarm: {}", names));
}

// DEVIATION: the message is ours.
Refusal<> too_many_alarms() {
  return refusal_of("LimitExceeded", "The maximum number of alarms for this region is reached.");
}

Refusal<> invalid_format(std::string message) {
  return refusal_of("InvalidFormat", std::move(message));
}

Refusal<> dashboard_not_found(std::string_view name) {
  return refusal_of("ResourceNotFound", fmt::format("Dashboard {} does not exist", name));
}

Refusal<> invalid_dashboard(std::string message) {
  return refusal_of("InvalidParameterInput", std::move(message));
}

// DEVIATION: the message is ours.
Refusal<> resource_not_found(std::string_view arn) {
  return refusal_of("ResourceNotFoundException", fmt::format("Unknown resource: {}", arn));
}

void Problems::add(std::string_view code, std::string message) {
  if (problems_.size() < problems_max) problems_.push_back({code, std::move(message)});
}

Refusal<> Problems::refusal() const {
  ASSERT(!problems_.empty());
  const std::string_view code = problems_.front().code;
  std::string message;
  for (const Problem& each : problems_) {
    if (each.code != code) continue;
    if (!message.empty()) message.push_back('\n');
    message.append(each.message);
  }
  if (code == "ValidationError") return validation_error(std::move(message));
  return refusal_of(code, std::move(message));
}

}  // namespace spotdrill::cloudwatch
