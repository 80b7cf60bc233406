#include "services/kms/operations.hpp"
#include "services/kms/render.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::GetKeyPolicyResponse> get_key_policy(
    Kms& kms, const api::kms::GetKeyPolicyRequest& request) {
  const Key* key = TRY(kms.find_by_id(request.key_id));
  if (request.policy_name.value_or("default") != policy_name) {
    return refuse(errors::no_such_policy());
  }
  return api::kms::GetKeyPolicyResponse{.policy = key->policy,
                                        .policy_name = std::string{policy_name}};
}

}  // namespace spotdrill::kms
