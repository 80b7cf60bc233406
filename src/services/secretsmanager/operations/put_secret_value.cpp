#include "services/secretsmanager/operations.hpp"
#include "services/secretsmanager/requests.hpp"
#include "services/secretsmanager/versions.hpp"

namespace spotdrill::secretsmanager {

Result<api::secretsmanager::PutSecretValueResponse> put_secret_value(
    SecretsManager& secrets, const api::secretsmanager::PutSecretValueRequest& request) {
  if (request.rotation_token) return not_here("rotation");
  const Secret* secret = TRY(secrets.find_usable(request.secret_id));
  auto value = TRY(read_value(request.secret_string, request.secret_binary));
  if (!value) return no_value();
  // "If you don't include VersionStages, then Secrets Manager automatically moves the staging label
  // AWSCURRENT to this version."
  std::vector<std::string> stages = request.version_stages;
  if (stages.empty()) stages.emplace_back(current_stage);
  const Version* version = TRY(put_value(secrets, *secret, std::move(*value),
                                         request.client_request_token, std::move(stages)));
  auto response = named_reply<api::secretsmanager::PutSecretValueResponse>(*secret);
  response.version_id = version->id;
  response.version_stages = version->stages;
  return response;
}

}  // namespace spotdrill::secretsmanager
