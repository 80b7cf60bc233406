#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::DeleteBucketPolicyResult> delete_bucket_policy(
    S3& s3, const api::s3::DeleteBucketPolicyRequest& request) {
  TRY(delete_setting(s3, request, policy_setting));
  return api::s3::DeleteBucketPolicyResult{};
}

}  // namespace spotdrill::s3
