#include "services/s3/operations.hpp"
#include "services/s3/reading.hpp"

namespace spotdrill::s3 {
Result<api::s3::GetObjectOutput> get_object(S3& s3, const api::s3::GetObjectRequest& request) {
  const ObjectRecord* object = TRY(object_of(s3, request));
  api::s3::GetObjectOutput output;
  const Stretch stretch = TRY(answer_read(*object, request, output));
  if (stretch.length > read_bytes_max) {
    return not_implemented("replies of more than 256 MiB; ask for ranges");
  }
  output.body = TRY(s3.read(object->pieces, stretch.begin, stretch.length));
  return output;
}

}  // namespace spotdrill::s3
