#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"
#include "services/s3/tags.hpp"

namespace spotdrill::s3 {

Result<api::s3::GetBucketTaggingOutput> get_bucket_tagging(
    S3& s3, const api::s3::GetBucketTaggingRequest& request) {
  const BucketRecord* bucket = TRY(bucket_of(s3, request));
  if (bucket->tags.empty()) return no_such_tag_set(request.bucket);
  return api::s3::GetBucketTaggingOutput{.tag_set = tag_set(bucket->tags)};
}

}  // namespace spotdrill::s3
