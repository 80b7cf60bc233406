#include "services/secretsmanager/operations.hpp"
#include "services/secretsmanager/requests.hpp"

namespace spotdrill::secretsmanager {

// DEVIATION: only the policy's form is checked.
Result<api::secretsmanager::ValidateResourcePolicyResponse> validate_resource_policy(
    SecretsManager& secrets, const api::secretsmanager::ValidateResourcePolicyRequest& request) {
  if (request.secret_id) TRY(secrets.find_usable(*request.secret_id));
  TRY(check_policy(request.resource_policy));
  api::secretsmanager::ValidateResourcePolicyResponse response;
  response.policy_validation_passed = true;
  return response;
}

}  // namespace spotdrill::secretsmanager
