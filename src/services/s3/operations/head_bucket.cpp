#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"

namespace spotdrill::s3 {

Result<api::s3::HeadBucketOutput> head_bucket(S3& s3, const api::s3::HeadBucketRequest& request) {
  const BucketRecord* bucket = TRY(bucket_of(s3, request));
  return api::s3::HeadBucketOutput{.bucket_region = bucket->region, .access_point_alias = false};
}

}  // namespace spotdrill::s3
