#include "services/secretsmanager/operations.hpp"
#include "services/secretsmanager/requests.hpp"
#include "services/secretsmanager/versions.hpp"

namespace spotdrill::secretsmanager {

Result<api::secretsmanager::UpdateSecretResponse> update_secret(
    SecretsManager& secrets, const api::secretsmanager::UpdateSecretRequest& request) {
  if (request.type) return not_here("secrets of partners");
  const Secret* secret = TRY(secrets.find_usable(request.secret_id));
  auto value = TRY(read_value(request.secret_string, request.secret_binary));
  auto response = named_reply<api::secretsmanager::UpdateSecretResponse>(*secret);
  if (value) {
    response.version_id = TRY(put_value(secrets, *secret, std::move(*value),
                                        request.client_request_token, {std::string{current_stage}}))
                              ->id;
  }
  Secret& changed = secrets.edit(secret->name);
  if (request.description) changed.description = request.description;
  if (request.kms_key_id) changed.kms_key = request.kms_key_id;
  return response;
}

}  // namespace spotdrill::secretsmanager
