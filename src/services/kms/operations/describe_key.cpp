#include "services/kms/operations.hpp"
#include "services/kms/render.hpp"

namespace spotdrill::kms {

Result<api::kms::DescribeKeyResponse> describe_key(Kms& kms,
                                                   const api::kms::DescribeKeyRequest& request) {
  const Key* key = TRY(kms.find(request.key_id));
  api::kms::DescribeKeyResponse response;
  response.key_metadata = render_key(kms, *key);
  return response;
}

}  // namespace spotdrill::kms
