#include "services/s3/lifecycle.hpp"
#include "services/s3/listing.hpp"
#include "services/s3/operations.hpp"
#include "services/s3/uploads.hpp"

namespace spotdrill::s3 {

Result<api::s3::ListPartsOutput> list_parts(S3& s3, const api::s3::ListPartsRequest& request) {
  const UploadRecord* upload = TRY(upload_of(s3, request));
  const std::size_t max = TRY(page_size(request.max_parts, "max-parts"));
  const std::int32_t after = request.part_number_marker.value_or(0);
  api::s3::ListPartsOutput output;
  output.bucket = upload->bucket;
  output.key = upload->key;
  output.upload_id = upload->id;
  output.part_number_marker = after;
  output.max_parts = static_cast<std::int32_t>(max);
  output.is_truncated = false;
  output.initiator.emplace().id = upload->initiator;
  output.owner.emplace().id = s3.owner_id();
  output.storage_class = listed_class(upload->attributes);
  output.checksum_algorithm = unless_empty(upload->checksum.algorithm);
  output.checksum_type = unless_empty(upload->checksum.type);
  say_abort(s3, *upload, output);
  for (const PartRecord* part : s3.parts(upload->id)) {
    if (part->number <= after) continue;
    if (output.parts.size() == max) {
      output.is_truncated = true;
      break;
    }
    auto& each = output.parts.emplace_back();
    each.part_number = part->number;
    each.last_modified = part->last_modified;
    each.e_tag = quoted(part->etag);
    each.size = part->size;
    say_checksum(part->checksum, each);
    output.next_part_number_marker = part->number;
  }
  return output;
}

}  // namespace spotdrill::s3
