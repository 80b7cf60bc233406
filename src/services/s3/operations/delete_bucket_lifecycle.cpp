#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::DeleteBucketLifecycleResult> delete_bucket_lifecycle(
    S3& s3, const api::s3::DeleteBucketLifecycleRequest& request) {
  TRY(delete_setting(s3, request, lifecycle_setting));
  return api::s3::DeleteBucketLifecycleResult{};
}

}  // namespace spotdrill::s3
