#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"
#include "services/s3/tags.hpp"

namespace spotdrill::s3 {

Result<api::s3::GetObjectTaggingOutput> get_object_tagging(
    S3& s3, const api::s3::GetObjectTaggingRequest& request) {
  const ObjectRecord* object = TRY(object_of(s3, request));
  return api::s3::GetObjectTaggingOutput{.version_id = said_version(s3, *object),
                                         .tag_set = tag_set(object->tags)};
}

}  // namespace spotdrill::s3
