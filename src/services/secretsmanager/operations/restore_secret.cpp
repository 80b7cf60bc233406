#include "services/secretsmanager/operations.hpp"
#include "services/secretsmanager/requests.hpp"

namespace spotdrill::secretsmanager {

Result<api::secretsmanager::RestoreSecretResponse> restore_secret(
    SecretsManager& secrets, const api::secretsmanager::RestoreSecretRequest& request) {
  const Secret* secret = TRY(secrets.find(request.secret_id));
  if (secret->deletion) secrets.schedule_deletion(secret->name, std::nullopt);
  return named_reply<api::secretsmanager::RestoreSecretResponse>(*secret);
}

}  // namespace spotdrill::secretsmanager
