#include "services/s3/copying.hpp"
#include "services/s3/operations.hpp"
#include "services/s3/uploads.hpp"

namespace spotdrill::s3 {

Result<api::s3::UploadPartCopyOutput> upload_part_copy(
    S3& s3, const api::s3::UploadPartCopyRequest& request) {
  const UploadRecord* upload = TRY(upload_of(s3, request));
  TRY(check_part_number(request.part_number));
  TRY(check_served(request));
  const ObjectRecord* source =
      TRY(copy_source(s3, request.copy_source,
                      {.if_match = request.copy_source_if_match,
                       .if_none_match = request.copy_source_if_none_match,
                       .if_modified_since = request.copy_source_if_modified_since,
                       .if_unmodified_since = request.copy_source_if_unmodified_since}));
  const auto range = TRY(stretch_of(request.copy_source_range, source->size));
  if (request.copy_source_range && !range) {
    return invalid_argument(
        "The x-amz-copy-source-range value must be of the form bytes=first-last where first and "
        "last are the zero-based offsets of the first and last bytes to copy",
        "x-amz-copy-source-range", *request.copy_source_range);
  }
  const Stretch stretch = range.value_or(Stretch{0, source->size});
  PartRecord part{.number = request.part_number,
                  .etag = {},
                  .size = stretch.length,
                  .last_modified = s3.now(),
                  .checksum = {},
                  .pieces = slice(source->pieces, stretch)};
  const auto planned = algorithm_called(upload->checksum.algorithm);
  const Digests digests = TRY(digests_of(s3, part.pieces, part.size, planned));
  part.etag = hex_digits(digests.md5());
  part.checksum = TRY(check_checksum({}, planned, digests));
  api::s3::UploadPartCopyOutput output;
  output.server_side_encryption = encryption;
  output.copy_source_version_id = said_version(s3, *source);
  auto& result = output.copy_part_result.emplace();
  result.e_tag = quoted(part.etag);
  result.last_modified = part.last_modified;
  say_checksum(part.checksum, result);
  s3.put_part(upload->id, std::move(part));
  return output;
}

}  // namespace spotdrill::s3
