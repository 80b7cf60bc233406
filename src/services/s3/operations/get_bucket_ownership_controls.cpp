#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::GetBucketOwnershipControlsOutput> get_bucket_ownership_controls(
    S3& s3, const api::s3::GetBucketOwnershipControlsRequest& request) {
  return get_setting<api::s3::GetBucketOwnershipControlsOutput>(s3, request, ownership_setting);
}

}  // namespace spotdrill::s3
