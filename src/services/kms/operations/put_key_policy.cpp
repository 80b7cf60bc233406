#include "services/kms/operations.hpp"
#include "services/kms/render.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::PutKeyPolicyResult> put_key_policy(Kms& kms,
                                                    const api::kms::PutKeyPolicyRequest& request) {
  const Key* key = TRY(find_changeable(kms, request.key_id));
  if (request.policy_name.value_or("default") != policy_name) {
    return refuse(errors::no_such_policy());
  }
  TRY(check_policy(request.policy));
  kms.edit(key->id).policy = request.policy;
  return api::kms::PutKeyPolicyResult{};
}

}  // namespace spotdrill::kms
