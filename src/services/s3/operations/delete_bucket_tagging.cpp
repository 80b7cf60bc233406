#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"

namespace spotdrill::s3 {

Result<api::s3::DeleteBucketTaggingResult> delete_bucket_tagging(
    S3& s3, const api::s3::DeleteBucketTaggingRequest& request) {
  BucketRecord bucket = *TRY(bucket_of(s3, request));
  bucket.tags.clear();
  s3.make_bucket(std::move(bucket));
  return api::s3::DeleteBucketTaggingResult{};
}

}  // namespace spotdrill::s3
