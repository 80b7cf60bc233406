#include "services/secretsmanager/operations.hpp"
#include "services/secretsmanager/requests.hpp"

namespace spotdrill::secretsmanager {

Result<api::secretsmanager::ListSecretVersionIdsResponse> list_secret_version_ids(
    SecretsManager& secrets, const api::secretsmanager::ListSecretVersionIdsRequest& request) {
  const Secret* secret = TRY(secrets.find(request.secret_id));
  std::vector<api::secretsmanager::SecretVersionsListEntry> all;
  for (const Version& version : secret->versions) {
    // "Versions that don't have a staging label … are considered deprecated."
    if (version.stages.empty() && !request.include_deprecated.value_or(false)) continue;
    all.push_back({.version_id = version.id,
                   .version_stages = version.stages,
                   .last_accessed_date = version.accessed,
                   .created_date = version.created,
                   .kms_key_ids = {secret->kms_key.value_or("DefaultEncryptionKey")}});
  }
  constexpr std::int32_t usual = 100;
  auto response = named_reply<api::secretsmanager::ListSecretVersionIdsResponse>(*secret);
  TRY(page_into("ListSecretVersionIds " + secret->arn, request, usual, std::move(all),
                response.versions, response));
  return response;
}

}  // namespace spotdrill::secretsmanager
