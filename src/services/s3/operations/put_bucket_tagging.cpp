#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"
#include "services/s3/tags.hpp"

namespace spotdrill::s3 {

Result<api::s3::PutBucketTaggingResult> put_bucket_tagging(
    S3& s3, const api::s3::PutBucketTaggingRequest& request) {
  BucketRecord bucket = *TRY(bucket_of(s3, request));
  bucket.tags = TRY(bucket_tags(request.tagging.tag_set));
  s3.make_bucket(std::move(bucket));
  return api::s3::PutBucketTaggingResult{};
}

}  // namespace spotdrill::s3
