#include "services/secretsmanager/operations.hpp"
#include "services/secretsmanager/requests.hpp"

namespace spotdrill::secretsmanager {

Result<api::secretsmanager::GetResourcePolicyResponse> get_resource_policy(
    SecretsManager& secrets, const api::secretsmanager::GetResourcePolicyRequest& request) {
  const Secret* secret = TRY(secrets.find_usable(request.secret_id));
  auto response = named_reply<api::secretsmanager::GetResourcePolicyResponse>(*secret);
  response.resource_policy = secret->policy;
  return response;
}

}  // namespace spotdrill::secretsmanager
