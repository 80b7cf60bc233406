#include <fmt/format.h>

#include "services/s3/conditions.hpp"
#include "services/s3/lifecycle.hpp"
#include "services/s3/operations.hpp"
#include "services/s3/uploads.hpp"

namespace spotdrill::s3 {
namespace {

using api::s3::CompletedPart;
using api::s3::CompleteMultipartUploadRequest;

std::string without_quotes(std::string text) {
  std::erase(text, '"');
  return text;
}

/// The part that is meant, which must be as the client says.
Result<const PartRecord*> named_part(const S3& s3, const std::string& upload,
                                     const CompletedPart& named) {
  const std::int32_t number = named.part_number.value_or(0);
  const std::string etag = without_quotes(named.e_tag.value_or(""));
  for (const PartRecord* part : s3.parts(upload)) {
    if (part->number != number) continue;
    if (part->etag != etag) break;
    const GivenChecksum given = TRY(given_checksum(named));
    const bool comparable = given.value && !part->checksum.value.empty() &&
                            part->checksum.algorithm == name_of(*given.algorithm);
    if (comparable && *given.value != part->checksum.value) break;
    return part;
  }
  return invalid_part(upload, number, etag);
}

Result<std::vector<const PartRecord*>> named_parts(const S3& s3,
                                                   const CompleteMultipartUploadRequest& request) {
  if (!request.multipart_upload || request.multipart_upload->parts.empty()) return malformed_xml();
  const auto& named = request.multipart_upload->parts;
  std::vector<const PartRecord*> parts;
  for (const CompletedPart& each : named) {
    if (!parts.empty() && each.part_number.value_or(0) <= parts.back()->number) {
      return invalid_part_order(request.upload_id);
    }
    parts.push_back(TRY(named_part(s3, request.upload_id, each)));
  }
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    if (parts[i]->size < part_bytes_min) {
      return entity_too_small(parts[i]->size, parts[i]->number, parts[i]->etag);
    }
  }
  return parts;
}

Result<void> check_whole(const CompleteMultipartUploadRequest& request,
                         const ObjectRecord& object) {
  if (request.mpu_object_size && *request.mpu_object_size != object.size) {
    return invalid_request(
        fmt::format("The provided 'x-amz-mp-object-size' header does not match what was computed: "
                    "expected {}.",
                    object.size));
  }
  const GivenChecksum given = TRY(given_checksum(request));
  const bool comparable = given.value && object.checksum.algorithm == name_of(*given.algorithm);
  if (comparable && *given.value != object.checksum.value) {
    return bad_checksum(object.checksum.algorithm);
  }
  return {};
}

}  // namespace

// DEVIATION: AWS answers a second completion of the same upload as the first for a while; here the
// upload is gone.
Result<api::s3::CompleteMultipartUploadOutput> complete_multipart_upload(
    S3& s3, const CompleteMultipartUploadRequest& request) {
  const UploadRecord* upload = TRY(upload_of(s3, request));
  TRY(check_served(request));
  const auto parts = TRY(named_parts(s3, request));
  ObjectRecord object{.bucket = upload->bucket,
                      .key = upload->key,
                      .etag = etag_of_parts(parts),
                      .size = 0,
                      .last_modified = s3.now(),
                      .attributes = upload->attributes,
                      .checksum = checksum_of_parts(upload->checksum, parts),
                      .pieces = {},
                      .part_sizes = {}};
  object.tags = upload->tags;
  for (const PartRecord* part : parts) {
    object.size += part->size;
    object.part_sizes.push_back(part->size);
    object.pieces.insert(object.pieces.end(), part->pieces.begin(), part->pieces.end());
  }
  TRY(check_whole(request, object));
  TRY(check_write(s3.find_object(object.bucket, object.key), object.key, request.if_match,
                  request.if_none_match));
  api::s3::CompleteMultipartUploadOutput output;
  output.bucket = object.bucket;
  output.key = object.key;
  output.location = fmt::format("https://{}.s3.{}.amazonaws.com/{}", object.bucket,
                                s3.find_bucket(object.bucket)->region, object.key);
  output.e_tag = quoted(object.etag);
  output.server_side_encryption = encryption;
  say_checksum(object.checksum, output);
  // First the object, so that its bytes are never nobody's.
  const ObjectRecord& put = s3.put_object(std::move(object));
  output.version_id = new_version(s3, put);
  output.expiration = expiration_header(s3, put);
  s3.end_upload(request.upload_id);
  return output;
}

}  // namespace spotdrill::s3
