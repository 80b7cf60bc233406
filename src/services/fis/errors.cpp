#include "services/fis/errors.hpp"

#include <fmt/format.h>

namespace spotdrill::fis {
namespace {

Refusal<> not_found(std::string message) {
  return refuse(AwsError{.code = "ResourceNotFoundException", .message = std::move(message)});
}

}  // namespace

Refusal<> invalid(std::string message) {
  return refuse(AwsError{.code = "ValidationException", .message = std::move(message)});
}

Refusal<> action_not_found(std::string_view id) {
  return not_found(fmt::format("Action with ID {} not found.", id));
}

// DEVIATION: the wording of the following is made after the one for actions; AWS documents none.
Refusal<> template_not_found(std::string_view id) {
  return not_found(fmt::format("Experiment template with ID {} not found.", id));
}

Refusal<> experiment_not_found(std::string_view id) {
  return not_found(fmt::format("Experiment with ID {} not found.", id));
}

Refusal<> target_resource_type_not_found(std::string_view resource_type) {
  return not_found(fmt::format("Target resource type {} not found.", resource_type));
}

Refusal<> resource_not_found(std::string_view arn) {
  return not_found(fmt::format("Resource with ARN {} not found.", arn));
}

Refusal<> client_token_reused() {
  return refuse(AwsError{.code = "ConflictException",
                         .message = "The client token was used before with other parameters."});
}

Refusal<> quota_exceeded(std::string_view what, std::size_t quota) {
  return refuse(AwsError{.code = "ServiceQuotaExceededException",
                         .message = fmt::format("{}: the quota of {} is exceeded.", what, quota)});
}

// DEVIATION: AWS has these; a refusal that names them beats a template that does half of what it
// says.
Refusal<> not_available(std::string_view what) {
  return invalid(fmt::format("{} is not available in spotdrill.", what));
}

}  // namespace spotdrill::fis
