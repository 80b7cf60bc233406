#include "services/kms/operations.hpp"
#include "services/kms/render.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::DecryptResponse> decrypt(Kms& kms, const api::kms::DecryptRequest& request) {
  TRY(check_use(request.grant_tokens, request.encryption_algorithm));
  if (request.recipient) return refuse(errors::not_here("enclaves"));
  Decrypted found =
      TRY(decrypt_blob(kms, request.ciphertext_blob, request.encryption_context, request.key_id));
  if (request.dry_run.value_or(false)) return refuse(errors::dry_run());
  api::kms::DecryptResponse response;
  response.key_id = kms.key_arn(found.key->id);
  response.plaintext = std::move(found.plaintext);
  response.encryption_algorithm = algorithm;
  return response;
}

}  // namespace spotdrill::kms
