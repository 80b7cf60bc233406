// Receipt handles: which message they are of, and which time it was received. Nothing is kept for
// them: a handle says it all, and its message says whether it is its newest.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "services/sqs/message_order.hpp"

namespace spotdrill::sqs {

struct Receipt {
  Position position = 0;
  std::int64_t receives = 0;  ///< The message's, when the handle was given.
};

/// `queue_id`: the queue's. Handles of other queues are none of it.
std::string receipt_handle(std::string_view queue_id, const Receipt& receipt);
/// Nothing: it is no handle of this queue.
std::optional<Receipt> read_receipt_handle(std::string_view queue_id, std::string_view handle);

}  // namespace spotdrill::sqs
