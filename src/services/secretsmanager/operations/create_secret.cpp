#include "services/secretsmanager/operations.hpp"
#include "services/secretsmanager/requests.hpp"
#include "services/secretsmanager/versions.hpp"

namespace spotdrill::secretsmanager {
namespace {

using CreateRequest = api::secretsmanager::CreateSecretRequest;
using CreateResponse = api::secretsmanager::CreateSecretResponse;

/// What a request is told whose name there is: the same one again is idempotent.
Result<CreateResponse> created_before(const Secret& secret, const CreateRequest& request,
                                      const std::optional<SecretValue>& value) {
  if (secret.deletion) return name_scheduled_for_deletion();
  const Version* version =
      request.client_request_token ? find_version(secret, *request.client_request_token) : nullptr;
  if (version == nullptr || !value || version->value != *value) return secret_exists(secret.name);
  auto response = named_reply<CreateResponse>(secret);
  response.version_id = version->id;
  return response;
}

}  // namespace

// DEVIATION: KmsKeyId is kept and shown; nothing here is encrypted.
Result<CreateResponse> create_secret(SecretsManager& secrets, const CreateRequest& request) {
  TRY(check_name(request.name));
  if (!request.add_replica_regions.empty()) return not_here("replicas");
  if (request.type) return not_here("secrets of partners");
  auto value = TRY(read_value(request.secret_string, request.secret_binary));
  if (value && !request.client_request_token) return no_token();
  Secret secret;
  secret.tags = TRY(with_tags({}, request.tags));
  if (const Secret* known = secrets.named(request.name)) {
    return created_before(*known, request, value);
  }
  if (secrets.secrets().size() >= secrets_max) return too_many_secrets();
  secret.name = request.name;
  secret.description = request.description;
  secret.kms_key = request.kms_key_id;
  const Secret& made = secrets.create(std::move(secret));
  auto response = named_reply<CreateResponse>(made);
  if (value) {
    response.version_id =
        TRY(put_value(secrets, made, std::move(*value), request.client_request_token, {}))->id;
  }
  return response;
}

}  // namespace spotdrill::secretsmanager
