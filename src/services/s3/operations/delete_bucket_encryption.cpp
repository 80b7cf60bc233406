#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::DeleteBucketEncryptionResult> delete_bucket_encryption(
    S3& s3, const api::s3::DeleteBucketEncryptionRequest& request) {
  TRY(delete_setting(s3, request, encryption_setting));
  return api::s3::DeleteBucketEncryptionResult{};
}

}  // namespace spotdrill::s3
