// What GetObject and HeadObject do alike: conditions, ranges and everything but the body.
#pragma once

#include <cstdint>
#include <optional>

#include "services/s3/checksums.hpp"
#include "services/s3/conditions.hpp"
#include "services/s3/lifecycle.hpp"
#include "services/s3/requests.hpp"

namespace spotdrill::s3 {

/// The part that a request names, of an object that was uploaded in parts; nothing: the whole.
/// Errors: InvalidRange.
Result<std::optional<Stretch>> part_stretch(const ObjectRecord& object, std::int32_t number);

/// Says in `reply` what is to be said of the object, and gives the stretch that is meant.
/// Errors: PreconditionFailed, NotModified, InvalidRange, InvalidRequest, NotImplemented.
template <class Reply, class Request>
Result<Stretch> answer_read(const S3& s3, const ObjectRecord& object, const Request& request,
                            Reply& reply) {
  TRY(check_served(request));
  TRY(check_read(object, {.if_match = request.if_match,
                          .if_none_match = request.if_none_match,
                          .if_modified_since = request.if_modified_since,
                          .if_unmodified_since = request.if_unmodified_since}));
  if (request.range && request.part_number) {
    return invalid_request("Cannot specify both Range header and partNumber query parameter.");
  }
  const auto part = request.part_number ? TRY(part_stretch(object, *request.part_number))
                                        : TRY(stretch_of(request.range, object.size));
  say_object(object, reply);
  reply.version_id = said_version(s3, object);
  if (!request.version_id) reply.expiration = expiration_header(s3, object);
  say_as_asked(request, reply);
  if (request.part_number && !object.part_sizes.empty()) {
    reply.parts_count = static_cast<std::int32_t>(object.part_sizes.size());
  }
  if (!part) {
    if (request.checksum_mode) say_checksum(object.checksum, reply);
    return Stretch{0, object.size};
  }
  reply.content_range = content_range(*part, object.size);
  reply.content_length = part->length;
  return *part;
}

}  // namespace spotdrill::s3
