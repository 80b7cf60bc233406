#include "services/secretsmanager/operations.hpp"
#include "services/secretsmanager/requests.hpp"
#include "services/secretsmanager/versions.hpp"

namespace spotdrill::secretsmanager {

Result<api::secretsmanager::GetSecretValueResponse> get_secret_value(
    SecretsManager& secrets, const api::secretsmanager::GetSecretValueRequest& request) {
  const Secret* secret = TRY(secrets.find_usable(request.secret_id));
  const Version* version = TRY(find_value(*secret, request.version_id, request.version_stage));
  return value_reply<api::secretsmanager::GetSecretValueResponse>(secrets, *secret, *version);
}

}  // namespace spotdrill::secretsmanager
