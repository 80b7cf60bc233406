#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::GetBucketRequestPaymentOutput> get_bucket_request_payment(
    S3& s3, const api::s3::GetBucketRequestPaymentRequest& request) {
  return get_setting<api::s3::GetBucketRequestPaymentOutput>(s3, request, payment_setting);
}

}  // namespace spotdrill::s3
