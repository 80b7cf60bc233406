#include <set>

#include "services/sns/errors.hpp"
#include "services/sns/names.hpp"
#include "services/sns/operations.hpp"
#include "services/sns/publishing.hpp"

namespace spotdrill::sns {
namespace {

using Entries = std::vector<api::sns::PublishBatchRequestEntry>;

Result<void> check_batch(const Entries& entries) {
  constexpr std::size_t entries_max = 10;
  constexpr std::size_t id_size_max = 80;
  if (entries.empty()) return empty_batch();
  if (entries.size() > entries_max) return too_many_entries();
  std::set<std::string_view> ids;
  std::size_t bytes = 0;
  for (const auto& entry : entries) {
    if (entry.id.size() > id_size_max || !has_name_characters(entry.id)) {
      return invalid_batch_entry_id();
    }
    if (!ids.insert(entry.id).second) return ids_not_distinct();
    bytes += size_of(outgoing(entry));
  }
  if (bytes > message_bytes_max) return batch_too_long();
  return {};
}

}  // namespace

// What is wrong with one entry refuses the whole batch, as has been recorded of AWS.
Result<api::sns::PublishBatchResponse> publish_batch(Sns& sns,
                                                     const api::sns::PublishBatchInput& request) {
  const TopicRecord* topic = TRY(sns.topic_of(request.topic_arn));
  const Entries& entries = request.publish_batch_request_entries;
  TRY(check_batch(entries));
  std::vector<Message> messages;
  for (const auto& entry : entries) messages.push_back(TRY(read_message(*topic, outgoing(entry))));
  api::sns::PublishBatchResponse response;
  for (std::size_t at = 0; at < entries.size(); ++at) {
    Published published = publish_message(sns, *topic, messages[at]);
    response.successful.push_back({.id = entries[at].id,
                                   .message_id = std::move(published.message_id),
                                   .sequence_number = std::move(published.sequence_number)});
  }
  return response;
}

}  // namespace spotdrill::sns
