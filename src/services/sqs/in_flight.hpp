// What is done with a receipt handle.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.hpp"
#include "services/sqs/sqs.hpp"

namespace spotdrill::sqs {

/// "The maximum is 12 hours."
inline constexpr std::int32_t visibility_seconds_max = 43'200;

/// Errors: InvalidParameterValue ("Must be >= 0 and <= 43200, if provided.").
Result<void> check_visibility(std::int32_t seconds);

/// Deletes the message that was received with `handle`. Errors: ReceiptHandleIsInvalid;
/// InvalidParameterValue of a FIFO queue's handle that has expired.
Result<void> delete_received(Sqs& sqs, const QueueRecord& queue, const std::string& handle);

/// Errors: ReceiptHandleIsInvalid, InvalidParameterValue.
Result<void> change_visibility(Sqs& sqs, const QueueRecord& queue, const std::string& handle,
                               std::int32_t seconds);

}  // namespace spotdrill::sqs
