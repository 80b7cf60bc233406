#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::GetBucketReplicationOutput> get_bucket_replication(
    S3& s3, const api::s3::GetBucketReplicationRequest& request) {
  return get_setting<api::s3::GetBucketReplicationOutput>(s3, request, replication_setting);
}

}  // namespace spotdrill::s3
