#include "services/s3/operations.hpp"
#include "services/s3/reading.hpp"

namespace spotdrill::s3 {
Result<api::s3::GetObjectOutput> get_object(S3& s3, const api::s3::GetObjectRequest& request,
                                            const wire::Context& context) {
  const ObjectRecord* object = TRY(object_of(s3, request));
  api::s3::GetObjectOutput output;
  const Stretch stretch = TRY(answer_read(s3, *object, request, output));
  if (context.reply && stretch.length > read_piece_bytes) {
    context.reply->body = s3.lend(object->pieces, stretch.begin, stretch.length);
    return output;
  }
  // DEVIATION: AWS gives callers that are no clients of HTTP, such as states, less still.
  if (stretch.length > read_bytes_max) {
    return not_implemented("replies of more than 64 MiB but over HTTP; ask for ranges");
  }
  output.body = TRY(s3.read(object->pieces, stretch.begin, stretch.length));
  return output;
}

}  // namespace spotdrill::s3
