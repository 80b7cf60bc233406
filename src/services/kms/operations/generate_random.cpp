#include "services/kms/operations.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::GenerateRandomResponse> generate_random(
    Kms& kms, const api::kms::GenerateRandomRequest& request) {
  if (request.custom_key_store_id) return refuse(errors::not_here("custom key stores"));
  if (request.recipient) return refuse(errors::not_here("enclaves"));
  if (!request.number_of_bytes) return refuse(errors::bytes_missing());
  api::kms::GenerateRandomResponse response;
  response.plaintext = kms.random_bytes(static_cast<std::size_t>(*request.number_of_bytes));
  return response;
}

}  // namespace spotdrill::kms
