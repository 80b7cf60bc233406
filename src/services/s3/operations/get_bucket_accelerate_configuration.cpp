#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::GetBucketAccelerateConfigurationOutput> get_bucket_accelerate_configuration(
    S3& s3, const api::s3::GetBucketAccelerateConfigurationRequest& request) {
  return get_setting<api::s3::GetBucketAccelerateConfigurationOutput>(s3, request,
                                                                      acceleration_setting);
}

}  // namespace spotdrill::s3
