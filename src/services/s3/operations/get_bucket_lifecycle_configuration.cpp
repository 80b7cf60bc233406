#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::GetBucketLifecycleConfigurationOutput> get_bucket_lifecycle_configuration(
    S3& s3, const api::s3::GetBucketLifecycleConfigurationRequest& request) {
  return get_setting<api::s3::GetBucketLifecycleConfigurationOutput>(s3, request,
                                                                     lifecycle_setting);
}

}  // namespace spotdrill::s3
