#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::GetBucketPolicyOutput> get_bucket_policy(
    S3& s3, const api::s3::GetBucketPolicyRequest& request) {
  return get_setting<api::s3::GetBucketPolicyOutput>(s3, request, policy_setting);
}

}  // namespace spotdrill::s3
