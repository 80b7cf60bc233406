#include "services/sqs/batches.hpp"

#include <algorithm>

#include "protocol/query_code.hpp"

namespace spotdrill::sqs {

bool is_batch_entry_id(std::string_view id) {
  constexpr std::size_t size_max = 80;
  return !id.empty() && id.size() <= size_max && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

api::sqs::BatchResultErrorEntry failed_entry(const std::string& id, const AwsError& error) {
  return {.id = id,
          .sender_fault = error.fault == Fault::Sender,
          .code = protocol::query_code(api::sqs::service(), error),
          .message = error.message};
}

}  // namespace spotdrill::sqs
