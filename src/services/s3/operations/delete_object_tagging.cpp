#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"

namespace spotdrill::s3 {

Result<api::s3::DeleteObjectTaggingOutput> delete_object_tagging(
    S3& s3, const api::s3::DeleteObjectTaggingRequest& request) {
  ObjectRecord object = *TRY(object_of(s3, request));
  object.tags.clear();
  api::s3::DeleteObjectTaggingOutput output{.version_id = said_version(s3, object)};
  s3.change_version(std::move(object));
  return output;
}

}  // namespace spotdrill::s3
