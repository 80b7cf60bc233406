// Multipart uploads: what their operations have in common.
#pragma once

#include <string>
#include <vector>

#include "services/s3/checksums.hpp"
#include "services/s3/requests.hpp"
#include "services/s3/upload_limits.hpp"

namespace spotdrill::s3 {

/// The upload that a request names. Errors: NoSuchBucket, NoSuchUpload.
template <class Request>
Result<const UploadRecord*> upload_of(const S3& s3, const Request& request) {
  TRY(bucket_of(s3, request));
  const UploadRecord* upload = s3.find_upload(request.upload_id);
  if (upload == nullptr || upload->bucket != request.bucket || upload->key != request.key) {
    return no_such_upload(request.upload_id);
  }
  return upload;
}

/// Errors: InvalidArgument.
Result<void> check_part_number(std::int32_t number);

/// The checksum that an upload is to have, without its value.
/// Errors: InvalidRequest, NotImplemented.
Result<ChecksumRecord> planned_checksum(const std::optional<std::string>& algorithm,
                                        const std::optional<std::string>& type);

/// "MD5 of the parts' MD5s-3". Source: S3 User Guide, "Checking object integrity": of the ETag.
std::string etag_of_parts(const std::vector<const PartRecord*>& parts);

/// The checksum of an object of these parts, as the upload planned it.
ChecksumRecord checksum_of_parts(const ChecksumRecord& planned,
                                 const std::vector<const PartRecord*>& parts);

}  // namespace spotdrill::s3
