#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::PutPublicAccessBlockResult> put_public_access_block(
    S3& s3, const api::s3::PutPublicAccessBlockRequest& request) {
  // What it leaves out is false.
  api::s3::PublicAccessBlockConfiguration whole = request.public_access_block_configuration;
  for (auto* each : {&whole.block_public_acls, &whole.ignore_public_acls,
                     &whole.block_public_policy, &whole.restrict_public_buckets}) {
    *each = each->value_or(false);
  }
  const api::s3::GetPublicAccessBlockOutput kept{.public_access_block_configuration = whole};
  TRY(put_setting(s3, request, public_access_setting, kept));
  return api::s3::PutPublicAccessBlockResult{};
}

}  // namespace spotdrill::s3
