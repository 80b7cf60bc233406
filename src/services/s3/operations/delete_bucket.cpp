#include "services/s3/listing.hpp"
#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"

namespace spotdrill::s3 {

Result<api::s3::DeleteBucketResult> delete_bucket(S3& s3,
                                                  const api::s3::DeleteBucketRequest& request) {
  TRY(bucket_of(s3, request));
  const Listing first = list_keys(s3.objects(), {.bucket = request.bucket, .max = 1});
  if (!first.contents.empty()) return bucket_not_empty(request.bucket);
  s3.erase_bucket(request.bucket);
  return api::s3::DeleteBucketResult{};
}

}  // namespace spotdrill::s3
