// Every refusal of SNS. Messages are AWS's; where none is known the code says DEVIATION.
// Source: SNS API Reference, "Errors" of each action; answers that users have recorded.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotdrill::sns {

/// "InvalidParameter": "Invalid parameter: WHAT".
Refusal<> invalid(std::string_view what);
/// "Invalid parameter: PARAMETER Reason: An ARN must have at least 6 elements, not 1".
Refusal<> short_arn(std::string_view parameter, std::ptrdiff_t elements);
/// What SNS has and spotdrill has not.
Refusal<> not_here(std::string_view what);

// Topics and subscriptions.
Refusal<> topic_does_not_exist();
Refusal<> subscription_does_not_exist();
Refusal<> unsupported_protocol(std::string_view protocol);
Refusal<> too_many_topics();
Refusal<> too_many_subscriptions();
Refusal<> resource_does_not_exist();
Refusal<> too_many_tags();

// Messages.
/// "ParameterValueInvalid", of message attributes.
Refusal<> invalid_value(std::string message);

// Batches.
Refusal<> empty_batch();
Refusal<> too_many_entries();
Refusal<> invalid_batch_entry_id();
Refusal<> ids_not_distinct();
Refusal<> batch_too_long();

}  // namespace spotdrill::sns
