#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"
#include "services/s3/tags.hpp"

namespace spotdrill::s3 {

Result<api::s3::PutObjectTaggingOutput> put_object_tagging(
    S3& s3, const api::s3::PutObjectTaggingRequest& request) {
  ObjectRecord object = *TRY(object_of(s3, request));
  object.tags = TRY(object_tags(request.tagging.tag_set));
  api::s3::PutObjectTaggingOutput output{.version_id = said_version(s3, object)};
  s3.change_version(std::move(object));
  return output;
}

}  // namespace spotdrill::s3
