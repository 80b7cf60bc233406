#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::GetBucketEncryptionOutput> get_bucket_encryption(
    S3& s3, const api::s3::GetBucketEncryptionRequest& request) {
  return get_setting<api::s3::GetBucketEncryptionOutput>(s3, request, encryption_setting);
}

}  // namespace spotdrill::s3
