#include "services/sqs/rendering.hpp"

#include <algorithm>
#include <array>

#include "services/sqs/digests.hpp"
#include "services/sqs/errors.hpp"
#include "services/sqs/message_attributes.hpp"
#include "services/sqs/sending.hpp"

namespace spotdrill::sqs {
namespace {

constexpr std::array<std::string_view, 10> system_attribute_names{
    "All",
    "AWSTraceHeader",
    "ApproximateFirstReceiveTimestamp",
    "ApproximateReceiveCount",
    "DeadLetterQueueSourceArn",
    "MessageDeduplicationId",
    "MessageGroupId",
    "SenderId",
    "SentTimestamp",
    "SequenceNumber"};

std::string epoch_milliseconds(Instant at) {
  return std::to_string(millis_since_epoch(at));
}

/// Every system attribute that a message has.
std::map<std::string, std::string> system_attributes_of(const Received& received, bool fifo) {
  const auto& [position, message, content, handle] = received;
  std::map<std::string, std::string> all{
      {"SenderId", content.sender},
      {"SentTimestamp", epoch_milliseconds(message.sent)},
      {"ApproximateReceiveCount", std::to_string(content.receives_elsewhere + message.receives)},
      {"ApproximateFirstReceiveTimestamp", epoch_milliseconds(message.first_received)},
      {"AWSTraceHeader", content.trace_header},
      {"DeadLetterQueueSourceArn", content.dead_letter_source},
      {"MessageGroupId", content.group},
      {"MessageDeduplicationId", content.deduplication_id},
      {"SequenceNumber", fifo ? sequence_number(position) : std::string{}},
  };
  std::erase_if(all, [](const auto& each) { return each.second.empty(); });
  return all;
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

Result<Wanted> wanted_of(const api::sqs::ReceiveMessageRequest& request) {
  Wanted wanted{.system_attributes = request.message_system_attribute_names,
                .attributes = request.message_attribute_names};
  wanted.system_attributes.insert(wanted.system_attributes.end(), request.attribute_names.begin(),
                                  request.attribute_names.end());
  for (const std::string& name : wanted.system_attributes) {
    if (std::ranges::find(system_attribute_names, name) == system_attribute_names.end()) {
      return unknown_attribute(name);
    }
  }
  return wanted;
}

api::sqs::Message describe(const Received& received, const Wanted& wanted, bool fifo) {
  api::sqs::Message described;
  described.message_id = received.content.id;
  described.receipt_handle = received.handle;
  described.md5_of_body = received.content.body_md5;
  described.body = received.content.body;
  described.attributes = system_attributes_of(received, fifo);
  if (!contains(wanted.system_attributes, "All")) {
    std::erase_if(described.attributes, [&](const auto& each) {
      return !contains(wanted.system_attributes, each.first);
    });
  }
  const MessageAttributes selected = select(received.content.attributes, wanted.attributes);
  if (!selected.empty()) described.md5_of_message_attributes = md5_of(selected);
  described.message_attributes = write_attributes(selected);
  return described;
}

}  // namespace spotdrill::sqs
