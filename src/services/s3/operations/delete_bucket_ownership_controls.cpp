#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::DeleteBucketOwnershipControlsResult> delete_bucket_ownership_controls(
    S3& s3, const api::s3::DeleteBucketOwnershipControlsRequest& request) {
  TRY(delete_setting(s3, request, ownership_setting));
  return api::s3::DeleteBucketOwnershipControlsResult{};
}

}  // namespace spotdrill::s3
