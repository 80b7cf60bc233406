#include "services/tagging/errors.hpp"

#include <fmt/format.h>

namespace spotdrill::tagging::errors {

AwsError invalid_parameter(std::string message) {
  return {.code = "InvalidParameterException", .message = std::move(message)};
}

AwsError not_an_arn(std::string_view text) {
  return invalid_parameter(fmt::format("{} is not a valid AmazonResourceName (ARN)", text));
}

// DEVIATION: AWS's wording is not known. Tokens of AWS's end after 15 minutes, these do not.
AwsError bad_token() {
  return {.code = "PaginationTokenExpiredException",
          .message = "The PaginationToken is expired, or is none of this request."};
}

// DEVIATION: AWS's wording is not known.
AwsError foreign(std::string_view arn) {
  return invalid_parameter(
      fmt::format("{} is not a resource of the request's account and Region.", arn));
}

// "It can also mean that the resource type in the request is not supported by the Resource Groups
// Tagging API."
AwsError no_such_service(std::string_view service) {
  return {.code = "InternalServiceException",
          .message = fmt::format("spotdrill has no tags of resources of '{}'.", service),
          .fault = Fault::Receiver};
}

}  // namespace spotdrill::tagging::errors
