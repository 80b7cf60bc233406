#include "services/kms/operations.hpp"
#include "services/kms/render.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::ListKeyPoliciesResponse> list_key_policies(
    Kms& kms, const api::kms::ListKeyPoliciesRequest& request) {
  TRY(kms.find_by_id(request.key_id));
  constexpr std::int32_t usual = 100;
  api::kms::ListKeyPoliciesResponse response;
  TRY(page_into("ListKeyPolicies", request, usual, std::vector{std::string{policy_name}},
                response.policy_names, response));
  return response;
}

}  // namespace spotdrill::kms
