#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::PutBucketEncryptionResult> put_bucket_encryption(
    S3& s3, const api::s3::PutBucketEncryptionRequest& request) {
  const auto& configuration = request.server_side_encryption_configuration;
  if (configuration.rules.size() != 1) return malformed_xml();
  const auto& wanted = configuration.rules[0].apply_server_side_encryption_by_default;
  // Every object's reply would have to say so, and name a key.
  if (wanted && wanted->sse_algorithm.starts_with("aws:")) {
    return not_implemented("encryption with KMS keys");
  }
  const api::s3::GetBucketEncryptionOutput kept{.server_side_encryption_configuration =
                                                    configuration};
  TRY(put_setting(s3, request, encryption_setting, kept));
  return api::s3::PutBucketEncryptionResult{};
}

}  // namespace spotdrill::s3
