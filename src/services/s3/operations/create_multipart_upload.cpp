#include "services/s3/lifecycle.hpp"
#include "services/s3/operations.hpp"
#include "services/s3/tags.hpp"
#include "services/s3/uploads.hpp"

namespace spotdrill::s3 {

Result<api::s3::CreateMultipartUploadOutput> create_multipart_upload(
    S3& s3, const api::s3::CreateMultipartUploadRequest& request, const wire::Context& context) {
  TRY(bucket_of(s3, request));
  TRY(check_key(request.key));
  TRY(check_served(request));
  UploadRecord upload{
      .bucket = request.bucket,
      .key = request.key,
      .id = {},
      .initiated = s3.now(),
      .initiator = context.caller_arn,
      .attributes = TRY(attributes_of(request)),
      .checksum = TRY(planned_checksum(request.checksum_algorithm, request.checksum_type))};
  upload.tags = TRY(tags_of_header(request.tagging));
  const UploadRecord& begun = s3.begin_upload(std::move(upload));
  api::s3::CreateMultipartUploadOutput output;
  output.bucket = begun.bucket;
  output.key = begun.key;
  output.upload_id = begun.id;
  output.server_side_encryption = encryption;
  output.checksum_algorithm = unless_empty(begun.checksum.algorithm);
  output.checksum_type = unless_empty(begun.checksum.type);
  say_abort(s3, begun, output);
  return output;
}

}  // namespace spotdrill::s3
