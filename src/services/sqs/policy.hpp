// A queue's policy, as AddPermission and RemovePermission write it.
// DEVIATION: it is kept and given back; nobody is refused by it.
#pragma once

#include <string>

#include "api/sqs.hpp"
#include "base/result.hpp"
#include "services/sqs/records.hpp"

namespace spotdrill::sqs {

/// The queue's policy with the permission that `request` asks for.
/// Errors: InvalidParameterValue, MissingParameter, OverLimit.
Result<std::string> with_permission(const QueueRecord& queue, const std::string& arn,
                                    const api::sqs::AddPermissionRequest& request);

/// The queue's policy without what is called `label`; empty when nothing is left of it.
/// Errors: InvalidParameterValue.
Result<std::string> without_permission(const QueueRecord& queue, const std::string& label);

}  // namespace spotdrill::sqs
