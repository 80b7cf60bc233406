// Dead-letter queues: which queue may be whose.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "services/sqs/sqs.hpp"

namespace spotdrill::sqs {

/// Checks the RedrivePolicy in `attributes`, if any, of the queue called `name` against the queue
/// that it names. Errors: InvalidParameterValue.
Result<void> check_redrive(const Sqs& sqs, const std::string& name, bool fifo,
                           const Attributes& attributes);

/// The names of the queues whose dead letters go to `target`, which is an ARN.
std::vector<std::string> sources_of(const Sqs& sqs, const std::string& target);

}  // namespace spotdrill::sqs
