#include "services/secretsmanager/operations.hpp"
#include "services/secretsmanager/requests.hpp"
#include "services/secretsmanager/versions.hpp"

namespace spotdrill::secretsmanager {

Result<api::secretsmanager::DescribeSecretResponse> describe_secret(
    SecretsManager& secrets, const api::secretsmanager::DescribeSecretRequest& request) {
  const Secret* secret = TRY(secrets.find(request.secret_id));
  auto response = described_reply<api::secretsmanager::DescribeSecretResponse>(*secret);
  response.version_ids_to_stages = stages_by_version(*secret);
  return response;
}

}  // namespace spotdrill::secretsmanager
