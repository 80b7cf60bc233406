#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::GetObjectLockConfigurationOutput> get_object_lock_configuration(
    S3& s3, const api::s3::GetObjectLockConfigurationRequest& request) {
  return get_setting<api::s3::GetObjectLockConfigurationOutput>(s3, request, object_lock_setting);
}

}  // namespace spotdrill::s3
