// Sending one message, by itself or as an entry of a batch.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "services/sqs/message_attributes.hpp"
#include "services/sqs/sqs.hpp"
#include "wire/operation.hpp"

namespace spotdrill::sqs {

/// "The maximum is 1,048,576 bytes (1 MiB)": of a message, and of a batch together.
inline constexpr std::size_t batch_bytes_max = 1'048'576;

/// What SendMessage's request and SendMessageBatch's entry have in common.
struct Outgoing {
  const std::string& body;
  const std::optional<std::int32_t>& delay_seconds;
  const ApiMessageAttributes& attributes;
  const ApiSystemAttributes& system_attributes;
  const std::optional<std::string>& deduplication_id;
  const std::optional<std::string>& group;
};

template <class Request>
Outgoing outgoing(const Request& request) {
  return {request.message_body,
          request.delay_seconds,
          request.message_attributes,
          request.message_system_attributes,
          request.message_deduplication_id,
          request.message_group_id};
}

/// What counts of a message for its size.
inline std::size_t size_of(const Outgoing& message) {
  return message.body.size() + size_of(message.attributes);
}

/// What the sender is told. MD5s of nothing, and what a standard queue does not give, are nothing.
struct Sent {
  std::string message_id;
  std::string body_md5;
  std::optional<std::string> attributes_md5;
  std::optional<std::string> system_attributes_md5;
  std::optional<std::string> sequence_number;
};

/// Errors: InvalidMessageContents, InvalidParameterValue, MissingParameter.
Result<Sent> send(Sqs& sqs, const QueueRecord& queue, const Outgoing& message,
                  const wire::Context& context);

/// "The length of SequenceNumber is 128 bits": twenty digits that grow.
std::string sequence_number(Position position);

}  // namespace spotdrill::sqs
