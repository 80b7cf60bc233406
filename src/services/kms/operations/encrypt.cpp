#include "services/kms/operations.hpp"
#include "services/kms/render.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::EncryptResponse> encrypt(Kms& kms, const api::kms::EncryptRequest& request) {
  TRY(check_use(request.grant_tokens, request.encryption_algorithm));
  const Key* key = TRY(kms.find_usable(request.key_id));
  if (request.dry_run.value_or(false)) return refuse(errors::dry_run());
  return api::kms::EncryptResponse{
      .ciphertext_blob = encrypt_by(kms, *key, request.plaintext, request.encryption_context),
      .key_id = kms.key_arn(key->id),
      .encryption_algorithm = std::string{algorithm}};
}

}  // namespace spotdrill::kms
