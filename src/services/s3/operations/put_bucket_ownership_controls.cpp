#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

// DEVIATION: ACLs are refused as by a bucket's owner (BucketOwnerEnforced), whatever is kept here.
Result<api::s3::PutBucketOwnershipControlsResult> put_bucket_ownership_controls(
    S3& s3, const api::s3::PutBucketOwnershipControlsRequest& request) {
  if (request.ownership_controls.rules.size() != 1) return malformed_xml();
  const api::s3::GetBucketOwnershipControlsOutput kept{.ownership_controls =
                                                           request.ownership_controls};
  TRY(put_setting(s3, request, ownership_setting, kept));
  return api::s3::PutBucketOwnershipControlsResult{};
}

}  // namespace spotdrill::s3
