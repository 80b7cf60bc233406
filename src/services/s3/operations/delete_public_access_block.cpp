#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::DeletePublicAccessBlockResult> delete_public_access_block(
    S3& s3, const api::s3::DeletePublicAccessBlockRequest& request) {
  TRY(delete_setting(s3, request, public_access_setting));
  return api::s3::DeletePublicAccessBlockResult{};
}

}  // namespace spotdrill::s3
