#include "services/sqs/batches.hpp"

#include "protocol/query_code.hpp"

namespace spotdrill::sqs {

api::sqs::BatchResultErrorEntry failed_entry(const std::string& id, const AwsError& error) {
  return {.id = id,
          .sender_fault = error.fault == Fault::Sender,
          .code = protocol::query_code(api::sqs::service(), error),
          .message = error.message};
}

}  // namespace spotdrill::sqs
