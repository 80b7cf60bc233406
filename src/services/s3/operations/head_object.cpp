#include "services/s3/operations.hpp"
#include "services/s3/reading.hpp"

namespace spotdrill::s3 {

Result<api::s3::HeadObjectOutput> head_object(S3& s3, const api::s3::HeadObjectRequest& request) {
  const ObjectRecord* object = TRY(object_of(s3, request));
  api::s3::HeadObjectOutput output;
  TRY(answer_read(s3, *object, request, output));
  return output;
}

}  // namespace spotdrill::s3
