#include "services/sqs/errors.hpp"

#include <fmt/format.h>

namespace spotdrill::sqs {
namespace {

// The query protocol's errors have an element "Detail", which is empty.
Refusal<> error_of(std::string_view code, std::string message) {
  return refuse(AwsError{
      .code = std::string{code}, .message = std::move(message), .extra = {{"Detail", ""}}});
}

/// "AWS.SimpleQueueService.NonExistentQueue".
Refusal<> sqs_error(std::string_view code, std::string message) {
  return error_of(fmt::format("AWS.SimpleQueueService.{}", code), std::move(message));
}

}  // namespace

Refusal<> queue_does_not_exist() {
  return sqs_error("NonExistentQueue", "The specified queue does not exist.");
}

Refusal<> queue_exists(std::string_view different_attribute) {
  return error_of("QueueAlreadyExists",
                  fmt::format("A queue already exists with the same name and a different value for "
                              "attribute {}",
                              different_attribute));
}

Refusal<> queue_deleted_recently() {
  return sqs_error("QueueDeletedRecently",
                   "You must wait 60 seconds after deleting a queue before you can create another "
                   "with the same name.");
}

Refusal<> purge_in_progress(std::string_view queue) {
  return sqs_error(
      "PurgeQueueInProgress",
      fmt::format("Only one PurgeQueue operation on {} is allowed every 60 seconds.", queue));
}

Refusal<> invalid_address(std::string_view url) {
  return error_of("InvalidAddress",
                  fmt::format("The address {} is not valid for this endpoint.", url));
}

Refusal<> not_supported(std::string_view what) {
  return error_of("NotImplemented", fmt::format("spotdrill does not have {}.", what));
}

Refusal<> invalid_attribute_name(std::string message) {
  return error_of("InvalidAttributeName", std::move(message));
}

Refusal<> unknown_attribute(std::string_view name) {
  return invalid_attribute_name(fmt::format("Unknown Attribute {}.", name));
}

Refusal<> invalid_attribute_value(std::string_view name, std::string_view reason) {
  return error_of("InvalidAttributeValue",
                  fmt::format("Invalid value for the parameter {}.{}{}", name,
                              reason.empty() ? "" : " Reason: ", reason));
}

Refusal<> missing_parameter(std::string_view name) {
  return error_of("MissingRequiredParameterException",
                  fmt::format("The request must contain the parameter {}.", name));
}

Refusal<> invalid_parameter(std::string message) {
  return error_of("InvalidParameterValueException", std::move(message));
}

Refusal<> invalid_value(std::string_view value, std::string_view parameter,
                        std::string_view reason) {
  return invalid_parameter(
      fmt::format("Value {} for parameter {} is invalid. Reason: {}", value, parameter, reason));
}

Refusal<> wrong_type_of_queue(std::string_view value, std::string_view parameter) {
  return invalid_value(value, parameter,
                       "The request include parameter that is not valid for this queue type.");
}

Refusal<> no_deduplication_id() {
  return invalid_parameter(
      "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId "
      "provided explicitly");
}

Refusal<> receipt_handle_is_invalid(std::string_view handle) {
  return error_of(
      "ReceiptHandleIsInvalid",
      fmt::format("The input receipt handle \"{}\" is not a valid receipt handle.", handle));
}

Refusal<> invalid_message_contents() {
  return error_of("InvalidMessageContents",
                  "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 "
                  "to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF");
}

Refusal<> over_limit(std::string message) {
  return error_of("OverLimit", std::move(message));
}

Refusal<> empty_batch(std::string_view entry) {
  return sqs_error("EmptyBatchRequest",
                   fmt::format("There should be at least one {} in the request.", entry));
}

Refusal<> too_many_entries(std::size_t count) {
  return sqs_error(
      "TooManyEntriesInBatchRequest",
      fmt::format("Maximum number of entries per request are 10. You have sent {}.", count));
}

Refusal<> invalid_batch_entry_id() {
  return sqs_error("InvalidBatchEntryId",
                   "A batch entry id can only contain alphanumeric characters, hyphens and "
                   "underscores. It can be at most 80 letters long.");
}

Refusal<> ids_not_distinct(std::string_view id) {
  return sqs_error("BatchEntryIdsNotDistinct", fmt::format("Id {} repeated.", id));
}

Refusal<> batch_too_long(std::size_t bytes, std::size_t bytes_max) {
  return sqs_error("BatchRequestTooLong",
                   fmt::format("Batch requests cannot be longer than {} bytes. You have sent {} "
                               "bytes.",
                               bytes_max, bytes));
}

Refusal<> resource_not_found(std::string message) {
  return error_of("ResourceNotFoundException", std::move(message));
}

}  // namespace spotdrill::sqs
