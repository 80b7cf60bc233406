#include "services/sns/errors.hpp"

#include <fmt/format.h>

namespace spotdrill::sns {
namespace {

Refusal<> sns_error(std::string_view code, std::string message) {
  return refuse(AwsError{.code = std::string{code}, .message = std::move(message)});
}

}  // namespace

Refusal<> invalid(std::string_view what) {
  return sns_error("InvalidParameter", fmt::format("Invalid parameter: {}", what));
}

Refusal<> short_arn(std::string_view parameter, std::ptrdiff_t elements) {
  return invalid(
      fmt::format("{} Reason: An ARN must have at least 6 elements, not {}", parameter, elements));
}

// DEVIATION: what is not here is refused by name.
Refusal<> not_here(std::string_view what) {
  return invalid(fmt::format("spotdrill's SNS has no {}.", what));
}

Refusal<> topic_does_not_exist() {
  return sns_error("NotFound", "Topic does not exist");
}

Refusal<> subscription_does_not_exist() {
  return sns_error("NotFound", "Subscription does not exist");
}

Refusal<> unsupported_protocol(std::string_view protocol) {
  return invalid(fmt::format("Amazon SNS does not support this protocol string: {}", protocol));
}

// DEVIATION: AWS's wording of limits is not known.
Refusal<> too_many_topics() {
  return sns_error("TopicLimitExceeded", "Topic limit exceeded");
}

Refusal<> too_many_subscriptions() {
  return sns_error("SubscriptionLimitExceeded", "Subscription limit exceeded");
}

Refusal<> resource_does_not_exist() {
  return sns_error("ResourceNotFound", "Resource does not exist");
}

Refusal<> too_many_tags() {
  return sns_error("TagLimitExceeded",
                   "Could not complete request: tag quota of per resource exceeded");
}

Refusal<> invalid_value(std::string message) {
  return sns_error("ParameterValueInvalid", std::move(message));
}

Refusal<> empty_batch() {
  return sns_error("EmptyBatchRequest", "The batch request doesn't contain any entries.");
}

Refusal<> too_many_entries() {
  return sns_error("TooManyEntriesInBatchRequest",
                   "The batch request contains more entries than permissible.");
}

Refusal<> invalid_batch_entry_id() {
  return sns_error(
      "InvalidBatchEntryId",
      "The Id of a batch entry in a batch request doesn't abide by the specification.");
}

Refusal<> ids_not_distinct() {
  return sns_error("BatchEntryIdsNotDistinct",
                   "Two or more batch entries in the request have the same Id.");
}

Refusal<> batch_too_long() {
  return sns_error("BatchRequestTooLong",
                   "The length of all the messages put together is more than the limit.");
}

}  // namespace spotdrill::sns
