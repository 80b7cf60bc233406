// Publishing one message, by itself or as an entry of a batch: what it is, and to whom it goes.
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "services/sns/message_attributes.hpp"
#include "services/sns/sns.hpp"

namespace spotdrill::sns {

/// "Maximum message size: 256 KB": of a message, and of a batch together.
inline constexpr std::size_t message_bytes_max = 262'144;

/// What Publish's request and PublishBatch's entry have in common.
struct Outgoing {
  const std::string& message;
  const std::optional<std::string>& subject;
  const std::optional<std::string>& structure;
  const ApiMessageAttributes& attributes;
  const std::optional<std::string>& group;
  const std::optional<std::string>& deduplication_id;
};

template <class Request>
Outgoing outgoing(const Request& request) {
  return {request.message,           request.subject,
          request.message_structure, request.message_attributes,
          request.message_group_id,  request.message_deduplication_id};
}

/// What counts of a message for its size.
inline std::size_t size_of(const Outgoing& message) {
  return message.message.size() + size_of(message.attributes);
}

/// A message that may be published, as its topic's subscriptions are sent it.
struct Message {
  std::string text;  ///< What queues are sent of it.
  std::optional<std::string> subject;
  MessageAttributes attributes;
  std::optional<std::string> group;
  std::optional<std::string> deduplication_id;
};

/// Errors: InvalidParameter, ParameterValueInvalid.
Result<Message> read_message(const TopicRecord& topic, const Outgoing& outgoing);

/// What the publisher is told.
struct Published {
  std::string message_id;
  std::optional<std::string> sequence_number;
};

/// Puts the message into every queue whose subscription lets it through, in this transaction. What
/// a queue does not take goes to the subscription's dead-letter queue, if it has one.
Published publish_message(Sns& sns, const TopicRecord& topic, const Message& message);

}  // namespace spotdrill::sns
