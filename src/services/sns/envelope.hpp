// The JSON in which a queue gets a message that is not delivered raw.
// Source: SNS Developer Guide, "Amazon SNS message and JSON formats"; recorded messages.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/units.hpp"
#include "services/sns/queue_message.hpp"

namespace spotdrill::sns {

struct Envelope {
  const std::string& message_id;
  const std::optional<std::string>& sequence_number;  ///< Of FIFO topics, whose are not signed.
  std::string topic;                                  ///< ARN.
  const std::optional<std::string>& subject;
  const std::string& message;
  Instant at;
  std::string signature_version;
  const MessageAttributes& attributes;
};

/// Byte for byte as SNS writes it. `subscription`: its ARN.
std::string write_envelope(const Envelope& envelope, std::string_view subscription,
                           std::string_view region);

}  // namespace spotdrill::sns
