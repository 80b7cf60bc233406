#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::GetPublicAccessBlockOutput> get_public_access_block(
    S3& s3, const api::s3::GetPublicAccessBlockRequest& request) {
  return get_setting<api::s3::GetPublicAccessBlockOutput>(s3, request, public_access_setting);
}

}  // namespace spotdrill::s3
