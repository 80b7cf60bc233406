#include "services/kms/operations.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::ListKeysResponse> list_keys(Kms& kms, const api::kms::ListKeysRequest& request) {
  std::vector<api::kms::KeyListEntry> all;
  for (const auto& [id, key] : kms.keys()) {
    all.push_back({.key_id = id, .key_arn = kms.key_arn(id)});
  }
  constexpr std::int32_t usual = 100;
  api::kms::ListKeysResponse response;
  TRY(page_into("ListKeys", request, usual, std::move(all), response.keys, response));
  return response;
}

}  // namespace spotdrill::kms
