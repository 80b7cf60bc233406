#include "services/sqs/in_flight.hpp"

#include "services/sqs/errors.hpp"
#include "services/sqs/receipts.hpp"

namespace spotdrill::sqs {
namespace {

Refusal<> handle_has_expired(const std::string& handle) {
  return invalid_value(handle, "ReceiptHandle", "The receipt handle has expired.");
}

Result<Receipt> receipt_of(const QueueRecord& queue, const std::string& handle) {
  const auto receipt = read_receipt_handle(queue.id, handle);
  if (!receipt) return receipt_handle_is_invalid(handle);
  return *receipt;
}

}  // namespace

Result<void> check_visibility(std::int32_t seconds) {
  if (seconds >= 0 && seconds <= visibility_seconds_max) return {};
  return invalid_value(std::to_string(seconds), "VisibilityTimeout",
                       "Must be >= 0 and <= 43200, if provided.");
}

// "If you use an old ReceiptHandle, the request will succeed, but the message might not be
// deleted."
// DEVIATION: it is not. The newest handle deletes also after the message has become visible again.
Result<void> delete_received(Sqs& sqs, const QueueRecord& queue, const std::string& handle) {
  const Receipt receipt = TRY(receipt_of(queue, handle));
  Queue& messages = sqs.messages(queue.name);
  const Message* message = messages.order().find(receipt.position);
  if (message == nullptr) return {};
  const bool newest = message->receives == receipt.receives;
  if (sqs.settings(queue.name).fifo && !(newest && messages.order().in_flight(receipt.position))) {
    return handle_has_expired(handle);
  }
  if (!newest) return {};
  messages.erase(receipt.position);
  sqs.changed(queue.name);  // Its group goes on.
  return {};
}

// "If you attempt to set the VisibilityTimeout to a value greater than the maximum time left,
// Amazon SQS returns an error."
Result<void> change_visibility(Sqs& sqs, const QueueRecord& queue, const std::string& handle,
                               std::int32_t seconds) {
  TRY(check_visibility(seconds));
  const Receipt receipt = TRY(receipt_of(queue, handle));
  Queue& messages = sqs.messages(queue.name);
  const Message* message = messages.order().find(receipt.position);
  if (message == nullptr || message->receives != receipt.receives) {
    return invalid_value(handle, "ReceiptHandle",
                         "Message does not exist or is not available for visibility timeout "
                         "change.");
  }
  if (!messages.order().in_flight(receipt.position)) {
    if (sqs.settings(queue.name).fifo) return handle_has_expired(handle);
    return {};  // As observed on AWS of a standard queue.
  }
  const Instant until = sqs.now() + std::chrono::seconds{seconds};
  if (until > message->received + std::chrono::seconds{visibility_seconds_max}) {
    return invalid_value(std::to_string(seconds), "VisibilityTimeout",
                         "Total VisibilityTimeout for the message is beyond the limit [43200 "
                         "seconds].");
  }
  messages.hold(receipt.position, until, sqs.now());
  sqs.changed(queue.name);
  return {};
}

}  // namespace spotdrill::sqs
