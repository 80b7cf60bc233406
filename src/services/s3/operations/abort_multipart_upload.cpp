#include "services/s3/operations.hpp"
#include "services/s3/uploads.hpp"

namespace spotdrill::s3 {

Result<api::s3::AbortMultipartUploadOutput> abort_multipart_upload(
    S3& s3, const api::s3::AbortMultipartUploadRequest& request) {
  const UploadRecord* upload = TRY(upload_of(s3, request));
  const std::string id = upload->id;
  s3.end_upload(id);
  return api::s3::AbortMultipartUploadOutput{};
}

}  // namespace spotdrill::s3
