#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::GetBucketWebsiteOutput> get_bucket_website(
    S3& s3, const api::s3::GetBucketWebsiteRequest& request) {
  return get_setting<api::s3::GetBucketWebsiteOutput>(s3, request, website_setting);
}

}  // namespace spotdrill::s3
