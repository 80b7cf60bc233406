// What SNS needs of queues: somebody who puts a message into one. It is not SQS: the wiring gives
// it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "base/result.hpp"

namespace spotdrill::sns {

/// A message attribute of a type that begins with "String", "Number" or "Binary".
struct MessageAttribute {
  std::string type;
  std::string value;  ///< As it is; bytes of what is binary.
};
using MessageAttributes = std::map<std::string, MessageAttribute>;

struct QueueMessage {
  std::string queue;  ///< ARN.
  std::string body;
  MessageAttributes attributes;
  std::optional<std::string> group;
  std::optional<std::string> deduplication_id;
};

/// Puts a message into its queue, in the same transaction. Errors: the queue does not take it, or
/// is not there.
using Enqueue = std::function<Result<void>(const QueueMessage&)>;

}  // namespace spotdrill::sns
