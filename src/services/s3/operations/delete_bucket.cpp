#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"

namespace spotdrill::s3 {

Result<api::s3::DeleteBucketResult> delete_bucket(S3& s3,
                                                  const api::s3::DeleteBucketRequest& request) {
  const BucketRecord* bucket = TRY(bucket_of(s3, request));
  if (s3.key_from(request.bucket, "")) {
    return bucket_not_empty(request.bucket, !bucket->versioning.empty());
  }
  s3.erase_bucket(request.bucket);
  return api::s3::DeleteBucketResult{};
}

}  // namespace spotdrill::s3
