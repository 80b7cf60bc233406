#include "services/s3/conditions.hpp"
#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"

namespace spotdrill::s3 {
Result<api::s3::DeleteObjectOutput> delete_object(S3& s3,
                                                  const api::s3::DeleteObjectRequest& request) {
  TRY(bucket_of(s3, request));
  TRY(check_version(request.version_id));
  if (request.if_match_last_modified_time || request.if_match_size) {
    return not_implemented("conditions of a deletion on time and size");
  }
  if (request.if_match) {
    TRY(check_write(s3.find_object(request.bucket, request.key), request.key, request.if_match,
                    std::nullopt));
  }
  // An object that is not there is as good as deleted.
  s3.erase_object(request.bucket, request.key);
  return api::s3::DeleteObjectOutput{};
}

}  // namespace spotdrill::s3
