#include "services/kms/operations.hpp"
#include "services/kms/render.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::ReEncryptResponse> re_encrypt(Kms& kms,
                                               const api::kms::ReEncryptRequest& request) {
  TRY(check_use(request.grant_tokens, request.source_encryption_algorithm));
  TRY(check_use({}, request.destination_encryption_algorithm));
  const Decrypted source = TRY(decrypt_blob(
      kms, request.ciphertext_blob, request.source_encryption_context, request.source_key_id));
  const Key* key = TRY(kms.find_usable(request.destination_key_id));
  if (request.dry_run.value_or(false)) return refuse(errors::dry_run());
  api::kms::ReEncryptResponse response;
  response.ciphertext_blob =
      encrypt_by(kms, *key, source.plaintext, request.destination_encryption_context);
  response.source_key_id = kms.key_arn(source.key->id);
  response.key_id = kms.key_arn(key->id);
  response.source_encryption_algorithm = algorithm;
  response.destination_encryption_algorithm = algorithm;
  return response;
}

}  // namespace spotdrill::kms
