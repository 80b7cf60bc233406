#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"

namespace spotdrill::s3 {

Result<api::s3::PutBucketVersioningResult> put_bucket_versioning(
    S3& s3, const api::s3::PutBucketVersioningRequest& request) {
  BucketRecord bucket = *TRY(bucket_of(s3, request));
  const auto& wanted = request.versioning_configuration;
  if (wanted.mfa_delete.value_or("Disabled") != "Disabled") return not_implemented("MFA delete");
  const std::string status = wanted.status.value_or("");
  if (status != "Enabled" && status != "Suspended") return malformed_xml();
  bucket.versioning = status;
  s3.make_bucket(std::move(bucket));
  return api::s3::PutBucketVersioningResult{};
}

}  // namespace spotdrill::s3
