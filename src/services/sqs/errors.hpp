// Every refusal of SQS, by the codes of its query protocol; the model has their names in JSON.
// Messages are AWS's; where none is known the code says DEVIATION.
// Source: SQS API Reference, "Errors" of each action; "Common Error Types".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotdrill::sqs {

// Queues.
Refusal<> queue_does_not_exist();
Refusal<> queue_exists(std::string_view different_attribute);
Refusal<> queue_deleted_recently();
Refusal<> purge_in_progress(std::string_view queue);
Refusal<> invalid_address(std::string_view url);
/// What SQS has and spotdrill has not.
Refusal<> not_supported(std::string_view what);

// Attributes of queues.
Refusal<> invalid_attribute_name(std::string message);
Refusal<> unknown_attribute(std::string_view name);
/// `reason` may be empty.
Refusal<> invalid_attribute_value(std::string_view name, std::string_view reason = {});

// Parameters.
Refusal<> missing_parameter(std::string_view name);
/// "InvalidParameterValue", with the whole message.
Refusal<> invalid_parameter(std::string message);
/// "Value … for parameter … is invalid. Reason: …"
Refusal<> invalid_value(std::string_view value, std::string_view parameter,
                        std::string_view reason);
/// The parameter is one of the other type of queues, standard or FIFO.
Refusal<> wrong_type_of_queue(std::string_view value, std::string_view parameter);

// Messages.
/// A message to a FIFO queue that nothing gives a deduplication id.
Refusal<> no_deduplication_id();
Refusal<> receipt_handle_is_invalid(std::string_view handle);
Refusal<> invalid_message_contents();
Refusal<> over_limit(std::string message);

// Batches. `entry`: "SendMessageBatchRequestEntry".
Refusal<> empty_batch(std::string_view entry);
Refusal<> too_many_entries(std::size_t count);
Refusal<> invalid_batch_entry_id();
Refusal<> ids_not_distinct(std::string_view id);
Refusal<> batch_too_long(std::size_t bytes, std::size_t bytes_max);

// Message movement tasks.
Refusal<> resource_not_found(std::string message);

}  // namespace spotdrill::sqs
