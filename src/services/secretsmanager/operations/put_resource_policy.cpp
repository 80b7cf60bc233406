#include "services/secretsmanager/operations.hpp"
#include "services/secretsmanager/requests.hpp"

namespace spotdrill::secretsmanager {

// DEVIATION: policies are kept and not evaluated; BlockPublicPolicy finds none too wide.
Result<api::secretsmanager::PutResourcePolicyResponse> put_resource_policy(
    SecretsManager& secrets, const api::secretsmanager::PutResourcePolicyRequest& request) {
  const Secret* secret = TRY(secrets.find_usable(request.secret_id));
  TRY(check_policy(request.resource_policy));
  secrets.edit(secret->name).policy = request.resource_policy;
  return named_reply<api::secretsmanager::PutResourcePolicyResponse>(*secret);
}

}  // namespace spotdrill::secretsmanager
