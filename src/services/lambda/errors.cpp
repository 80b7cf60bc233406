#include "services/lambda/errors.hpp"

#include <fmt/format.h>

namespace spotdrill::lambda {
namespace {

constexpr const char* invalid_parameter = "InvalidParameterValueException";

/// With the member "Type", which every error of Lambda's has.
Refusal<> user_error(std::string_view code, std::string message) {
  return Refusal<>{
      {.code = std::string{code}, .message = std::move(message), .extra = {{"Type", "User"}}}};
}

Refusal<> service_error(std::string_view code, std::string message) {
  return Refusal<>{{.code = std::string{code},
                    .message = std::move(message),
                    .fault = Fault::Receiver,
                    .extra = {{"Type", "Service"}}}};
}

}  // namespace

Refusal<> function_not_found(std::string_view arn) {
  return user_error("ResourceNotFoundException", fmt::format("Function not found: {}", arn));
}

Refusal<> alias_not_found(std::string_view arn) {
  return user_error("ResourceNotFoundException", fmt::format("Cannot find alias arn: {}", arn));
}

Refusal<> resource_not_found() {
  return user_error("ResourceNotFoundException", "The resource you requested does not exist.");
}

Refusal<> function_exists(std::string_view name) {
  return user_error("ResourceConflictException", fmt::format("Function already exist: {}", name));
}

Refusal<> alias_exists(std::string_view arn) {
  return user_error("ResourceConflictException", fmt::format("Alias already exists: {}", arn));
}

Refusal<> other_revision() {
  return user_error("PreconditionFailedException",
                    "The Revision Id provided does not match the latest Revision Id. Call the "
                    "GetFunction/GetAlias API to retrieve the latest Revision Id");
}

Refusal<> invalid_value(std::string message) {
  return user_error(invalid_parameter, std::move(message));
}

Refusal<> broken_constraint(std::string_view value, std::string_view member,
                            std::string_view constraint) {
  return Refusal<>{{.code = "ValidationException",
                    .message = fmt::format("1 validation error detected: Value '{}' at '{}' failed "
                                           "to satisfy constraint: {}",
                                           value, member, constraint),
                    .http_status = 400}};
}

Refusal<> other_code(std::string_view sha256) {
  return user_error(invalid_parameter,
                    fmt::format("CodeSHA256 ({}) is different from current CodeSHA256 in $LATEST. "
                                "Please try again with the CodeSHA256 in $LATEST.",
                                sha256));
}

// DEVIATION: AWS has all of it.
Refusal<> not_here(std::string_view what) {
  return user_error(invalid_parameter, fmt::format("spotdrill does not have {}.", what));
}

Refusal<> no_code() {
  return user_error(invalid_parameter, "Please provide a source for function code.");
}

Refusal<> not_unzipped() {
  return user_error(
      invalid_parameter,
      "Could not unzip uploaded file. Please check your file, then try to upload again.");
}

Refusal<> empty_zip() {
  return user_error(invalid_parameter, "Uploaded file must be a non-empty zip");
}

Refusal<> unzipped_too_large() {
  return user_error(invalid_parameter, "Unzipped size must be smaller than 262144000 bytes");
}

Refusal<> no_object(std::string_view code, std::string_view message) {
  return user_error(invalid_parameter,
                    fmt::format("Error occurred while GetObject. S3 Error Code: {}. S3 Error "
                                "Message: {}",
                                code, message));
}

// DEVIATION: AWS has room.
Refusal<> no_room() {
  return service_error("ServiceException",
                       "There is no room for the code on this computer's disk.");
}

Refusal<> reserved_variables(std::string_view names) {
  return user_error(
      invalid_parameter,
      fmt::format(
          "Lambda was unable to configure your environment variables because the "
          "environment variables you have provided contains reserved keys that are "
          "currently not supported for modification. Reserved keys used in this request: {}",
          names));
}

Refusal<> variables_too_large(std::string_view measured) {
  return user_error(invalid_parameter,
                    fmt::format("Lambda was unable to configure your environment variables because "
                                "the environment variables you have provided exceeded the 4KB "
                                "limit. String measured: {}",
                                measured));
}

// DEVIATION: AWS's words after the colon are those of its own reader of JSON.
Refusal<> payload_is_no_json(std::string_view why) {
  return user_error(
      "InvalidRequestContentException",
      fmt::format("Could not parse request body into json: Could not parse payload into json: {}",
                  why));
}

Refusal<> payload_too_large(std::size_t bytes, std::string_view type, std::size_t limit) {
  return user_error("RequestTooLargeException",
                    fmt::format("{} byte payload is too large for the {} invocation type (limit {} "
                                "bytes)",
                                bytes, type, limit));
}

Refusal<> too_many_requests(std::string_view reason) {
  return Refusal<>{{.code = "TooManyRequestsException",
                    .message = "Rate Exceeded.",
                    .extra = {{"Reason", std::string{reason}}, {"Type", "User"}}}};
}

// DEVIATION: on AWS there is always a sandbox to be had.
Refusal<> cannot_run(std::string_view why) {
  return service_error("ServiceException",
                       fmt::format("The function cannot be run here: {}.", why));
}

Refusal<> statement_exists(std::string_view id) {
  return user_error("ResourceConflictException",
                    fmt::format("The statement id ({}) provided already exists. Please provide a "
                                "new statement id, or remove the existing statement.",
                                id));
}

Refusal<> no_statement(std::string_view id) {
  return user_error("ResourceNotFoundException",
                    fmt::format("Statement {} is not found in resource policy.", id));
}

}  // namespace spotdrill::lambda
