#include "services/logs/errors.hpp"

#include <fmt/format.h>

namespace spotdrill::logs {
namespace {

Refusal<> logs_error(std::string_view code, std::string message) {
  return refuse(AwsError{.code = std::string{code}, .message = std::move(message)});
}

Refusal<> not_found(std::string message) {
  return logs_error("ResourceNotFoundException", std::move(message));
}

Refusal<> already_exists(std::string message) {
  return logs_error("ResourceAlreadyExistsException", std::move(message));
}

}  // namespace

Refusal<> invalid_parameter(std::string message) {
  return logs_error("InvalidParameterException", std::move(message));
}

Refusal<> validation_exception(std::string message) {
  return logs_error("ValidationException", std::move(message));
}

Refusal<> not_supported(std::string_view what) {
  return invalid_parameter(fmt::format("spotdrill does not have {}.", what));
}

Refusal<> constraint_failed(std::string_view value, std::string_view member,
                            std::string_view constraint) {
  return invalid_parameter(fmt::format(
      "1 validation error detected: Value '{}' at '{}' failed to satisfy constraint: {}", value,
      member, constraint));
}

Refusal<> group_not_found() {
  return not_found("The specified log group does not exist.");
}

Refusal<> group_exists() {
  return already_exists("The specified log group already exists");
}

Refusal<> group_name_reserved() {
  return invalid_parameter("Log groups starting with AWS/ are reserved for AWS.");
}

Refusal<> group_protected() {
  // DEVIATION: AWS's message is not known to us.
  return validation_exception(
      "The log group has deletion protection. Disable it before you delete the log group.");
}

Refusal<> stream_not_found() {
  return not_found("The specified log stream does not exist.");
}

Refusal<> stream_exists() {
  return already_exists("The specified log stream already exists");
}

Refusal<> limit_exceeded() {
  return logs_error("LimitExceededException", "Resource limit exceeded.");
}

Refusal<> too_many_tags(std::string_view resource) {
  // DEVIATION: AWS's message is not known to us.
  return refuse(AwsError{.code = "TooManyTagsException",
                         .message = "A resource can have no more than 50 tags.",
                         .extra = {{"resourceName", std::string{resource}}}});
}

Refusal<> event_too_large(std::int64_t bytes, std::int64_t bytes_max) {
  return invalid_parameter(
      fmt::format("Log event too large: {} bytes exceeds limit of {}", bytes, bytes_max));
}

Refusal<> upload_too_large(std::int64_t bytes, std::int64_t bytes_max) {
  return invalid_parameter(
      fmt::format("Upload too large: {} bytes exceeds limit of {}", bytes, bytes_max));
}

Refusal<> not_chronological() {
  return invalid_parameter(
      "Log events in a single PutLogEvents request must be in chronological order.");
}

Refusal<> span_too_long() {
  return invalid_parameter(
      "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
}

Refusal<> invalid_token() {
  return invalid_parameter("The specified nextToken is invalid.");
}

Refusal<> filter_not_found() {
  return not_found("The specified metric filter does not exist.");
}

Refusal<> invalid_transformation(std::string_view what) {
  return invalid_parameter(fmt::format("Invalid metric transformation: {}", what));
}

}  // namespace spotdrill::logs
