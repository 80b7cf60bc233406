#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"

namespace spotdrill::s3 {

Result<api::s3::GetBucketLocationOutput> get_bucket_location(
    S3& s3, const api::s3::GetBucketLocationRequest& request) {
  const BucketRecord* bucket = TRY(bucket_of(s3, request));
  api::s3::GetBucketLocationOutput output;
  // "Buckets in Region us-east-1 have a LocationConstraint of null."
  if (bucket->region != "us-east-1") output.location_constraint = bucket->region;
  return output;
}

}  // namespace spotdrill::s3
