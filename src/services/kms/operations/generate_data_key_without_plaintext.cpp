#include "services/kms/operations.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::GenerateDataKeyWithoutPlaintextResponse> generate_data_key_without_plaintext(
    Kms& kms, const api::kms::GenerateDataKeyWithoutPlaintextRequest& request) {
  TRY(check_use(request.grant_tokens, std::nullopt));
  const Key* key = TRY(kms.find_usable(request.key_id));
  const std::string made = TRY(make_data_key(kms, request.number_of_bytes, request.key_spec));
  if (request.dry_run.value_or(false)) return refuse(errors::dry_run());
  api::kms::GenerateDataKeyWithoutPlaintextResponse response;
  response.ciphertext_blob = encrypt_by(kms, *key, made, request.encryption_context);
  response.key_id = kms.key_arn(key->id);
  return response;
}

}  // namespace spotdrill::kms
