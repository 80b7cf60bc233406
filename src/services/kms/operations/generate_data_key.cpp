#include "services/kms/operations.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::GenerateDataKeyResponse> generate_data_key(
    Kms& kms, const api::kms::GenerateDataKeyRequest& request) {
  TRY(check_use(request.grant_tokens, std::nullopt));
  if (request.recipient) return refuse(errors::not_here("enclaves"));
  const Key* key = TRY(kms.find_usable(request.key_id));
  std::string made = TRY(make_data_key(kms, request.number_of_bytes, request.key_spec));
  if (request.dry_run.value_or(false)) return refuse(errors::dry_run());
  api::kms::GenerateDataKeyResponse response;
  response.ciphertext_blob = encrypt_by(kms, *key, made, request.encryption_context);
  response.plaintext = std::move(made);
  response.key_id = kms.key_arn(key->id);
  return response;
}

}  // namespace spotdrill::kms
