#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::NotificationConfiguration> get_bucket_notification_configuration(
    S3& s3, const api::s3::GetBucketNotificationConfigurationRequest& request) {
  return get_setting<api::s3::NotificationConfiguration>(s3, request, notification_setting);
}

}  // namespace spotdrill::s3
