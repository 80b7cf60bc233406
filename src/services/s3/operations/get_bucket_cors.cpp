#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::GetBucketCorsOutput> get_bucket_cors(S3& s3,
                                                     const api::s3::GetBucketCorsRequest& request) {
  return get_setting<api::s3::GetBucketCorsOutput>(s3, request, cors_setting);
}

}  // namespace spotdrill::s3
