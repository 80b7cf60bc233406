#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::GetBucketLoggingOutput> get_bucket_logging(
    S3& s3, const api::s3::GetBucketLoggingRequest& request) {
  return get_setting<api::s3::GetBucketLoggingOutput>(s3, request, logging_setting);
}

}  // namespace spotdrill::s3
