#include "services/secretsmanager/operations.hpp"
#include "services/secretsmanager/requests.hpp"

namespace spotdrill::secretsmanager {

Result<api::secretsmanager::DeleteResourcePolicyResponse> delete_resource_policy(
    SecretsManager& secrets, const api::secretsmanager::DeleteResourcePolicyRequest& request) {
  const Secret* secret = TRY(secrets.find_usable(request.secret_id));
  secrets.edit(secret->name).policy.reset();
  return named_reply<api::secretsmanager::DeleteResourcePolicyResponse>(*secret);
}

}  // namespace spotdrill::secretsmanager
