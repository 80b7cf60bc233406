// Messages as ReceiveMessage gives them.
#pragma once

#include <string>
#include <vector>

#include "api/sqs.hpp"
#include "base/result.hpp"
#include "services/sqs/sqs.hpp"

namespace spotdrill::sqs {

/// What a receiver wants beside the body.
struct Wanted {
  std::vector<std::string> system_attributes;
  std::vector<std::string> attributes;
};

/// Errors: InvalidAttributeName.
Result<Wanted> wanted_of(const api::sqs::ReceiveMessageRequest& request);

api::sqs::Message describe(const Received& received, const Wanted& wanted, bool fifo);

}  // namespace spotdrill::sqs
