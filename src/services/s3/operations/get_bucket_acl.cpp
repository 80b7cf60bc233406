#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"

namespace spotdrill::s3 {

// "Requests to read ACLs always return a response that shows full control for the bucket owner":
// of buckets whose ACLs are disabled, as all are here.
Result<api::s3::GetBucketAclOutput> get_bucket_acl(S3& s3,
                                                   const api::s3::GetBucketAclRequest& request) {
  TRY(bucket_of(s3, request));
  api::s3::GetBucketAclOutput output;
  output.owner.emplace().id = s3.owner_id();
  auto& grant = output.grants.emplace_back();
  auto& grantee = grant.grantee.emplace();
  grantee.id = s3.owner_id();
  grantee.type = "CanonicalUser";
  grant.permission = "FULL_CONTROL";
  return output;
}

}  // namespace spotdrill::s3
