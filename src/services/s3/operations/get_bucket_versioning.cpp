#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"

namespace spotdrill::s3 {

Result<api::s3::GetBucketVersioningOutput> get_bucket_versioning(
    S3& s3, const api::s3::GetBucketVersioningRequest& request) {
  const BucketRecord* bucket = TRY(bucket_of(s3, request));
  return api::s3::GetBucketVersioningOutput{.status = unless_empty(bucket->versioning)};
}

}  // namespace spotdrill::s3
