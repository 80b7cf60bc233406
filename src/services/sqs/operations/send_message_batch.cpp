#include "services/sqs/batches.hpp"
#include "services/sqs/operations.hpp"
#include "services/sqs/sending.hpp"

namespace spotdrill::sqs {
namespace {

/// What of a FIFO queue's entries refuses the whole batch.
Result<void> check_fifo_entries(
    const Settings& settings, const std::vector<api::sqs::SendMessageBatchRequestEntry>& entries) {
  for (const auto& entry : entries) {
    if (!entry.message_deduplication_id && !settings.content_deduplication) {
      return no_deduplication_id();
    }
    if (!entry.message_group_id) {
      return invalid_parameter("The request must contain the parameter MessageGroupId.");
    }
  }
  return {};
}

}  // namespace

Result<api::sqs::SendMessageBatchResult> send_message_batch(
    Sqs& sqs, const api::sqs::SendMessageBatchRequest& request, const wire::Context& context) {
  const QueueRecord* queue = TRY(sqs.of_url(request.queue_url));
  TRY(check_batch(request.entries, "SendMessageBatchRequestEntry"));
  std::size_t bytes = 0;
  for (const auto& entry : request.entries) bytes += size_of(outgoing(entry));
  if (bytes > batch_bytes_max) return batch_too_long(bytes, batch_bytes_max);
  const Settings& settings = sqs.settings(queue->name);
  if (settings.fifo) TRY(check_fifo_entries(settings, request.entries));

  api::sqs::SendMessageBatchResult output;
  for (const auto& entry : request.entries) {
    Result<Sent> sent = send(sqs, *queue, outgoing(entry), context);
    if (!sent.has_value()) {
      output.failed.push_back(failed_entry(entry.id, sent.error()));
      continue;
    }
    output.successful.push_back(
        {.id = entry.id,
         .message_id = std::move(sent->message_id),
         .md5_of_message_body = std::move(sent->body_md5),
         .md5_of_message_attributes = std::move(sent->attributes_md5),
         .md5_of_message_system_attributes = std::move(sent->system_attributes_md5),
         .sequence_number = std::move(sent->sequence_number)});
  }
  return output;
}

}  // namespace spotdrill::sqs
