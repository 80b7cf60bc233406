#include "services/s3/conditions.hpp"
#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"

namespace spotdrill::s3 {
Result<api::s3::DeleteObjectOutput> delete_object(S3& s3,
                                                  const api::s3::DeleteObjectRequest& request) {
  const BucketRecord* bucket = TRY(bucket_of(s3, request));
  if (request.version_id) TRY(check_version_id(*request.version_id, "versionId"));
  if (request.if_match_last_modified_time || request.if_match_size) {
    return not_implemented("conditions of a deletion on time and size");
  }
  if (request.if_match) {
    TRY(check_write(s3.find_object(request.bucket, request.key), request.key, request.if_match,
                    std::nullopt));
  }
  api::s3::DeleteObjectOutput output;
  // What is not there is as good as deleted.
  if (request.version_id) {
    const auto gone = s3.erase_version(request.bucket, request.key, *request.version_id);
    if (bucket->versioning.empty()) return output;
    output.version_id = request.version_id;
    if (gone && gone->is_delete_marker) output.delete_marker = true;
  } else if (const ObjectRecord* marker = s3.delete_object(request.bucket, request.key)) {
    output.version_id = version_name(*marker);
    output.delete_marker = true;
  }
  return output;
}

}  // namespace spotdrill::s3
