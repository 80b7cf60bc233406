#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::DeleteBucketCorsResult> delete_bucket_cors(
    S3& s3, const api::s3::DeleteBucketCorsRequest& request) {
  TRY(delete_setting(s3, request, cors_setting));
  return api::s3::DeleteBucketCorsResult{};
}

}  // namespace spotdrill::s3
