#include "apps/topic_queues.hpp"

#include "services/sqs/errors.hpp"
#include "services/sqs/operations.hpp"
#include "services/tagging/arn.hpp"

namespace spotdrill::apps {
namespace {

api::sqs::SendMessageRequest request_of(const sns::QueueMessage& message) {
  api::sqs::SendMessageRequest request;
  request.message_body = message.body;
  request.message_group_id = message.group;
  request.message_deduplication_id = message.deduplication_id;
  for (const auto& [name, attribute] : message.attributes) {
    auto& value = request.message_attributes[name];
    value.data_type = attribute.type;
    if (attribute.type.starts_with("Binary")) {
      value.binary_value = attribute.value;
    } else {
      value.string_value = attribute.value;
    }
  }
  return request;
}

}  // namespace

sns::Enqueue enqueue_into(wire::Regional<sqs::Sqs>& queues) {
  return [&queues](const sns::QueueMessage& message) -> Result<void> {
    const auto arn = tagging::read_arn(message.queue);
    const auto region = queues.all().find(arn ? std::string{arn->region} : "");
    if (region == queues.all().end()) return sqs::queue_does_not_exist();
    const sqs::QueueRecord* queue = region->second->find_arn(message.queue);
    if (queue == nullptr) return sqs::queue_does_not_exist();
    auto request = request_of(message);
    request.queue_url = region->second->url(queue->name);
    wire::Context context;
    context.account = region->second->place().account;
    context.region = region->first;
    // The SenderId of what SNS sends, as the Lambda Developer Guide's example of it has.
    context.caller_id = "AIDAIT2UOQQY3AUEKVGXU";
    context.source = "sns";
    TRY(sqs::send_message(*region->second, request, context));
    return {};
  };
}

}  // namespace spotdrill::apps
