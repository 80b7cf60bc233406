#include "services/s3/errors.hpp"

#include <fmt/format.h>

#include "services/s3/names.hpp"
#include "services/s3/upload_limits.hpp"

namespace spotdrill::s3 {
namespace {

using Extra = std::map<std::string, std::string>;

Refusal<> error(int status, std::string code, std::string message, Extra extra = {}) {
  return refuse(AwsError{.code = std::move(code),
                         .message = std::move(message),
                         .fault = status < 500 ? Fault::Sender : Fault::Receiver,
                         .http_status = status,
                         .extra = std::move(extra)});
}

}  // namespace

Refusal<> access_denied() {
  return error(403, "AccessDenied", "Access Denied");
}
Refusal<> internal_error() {
  return error(500, "InternalError", "We encountered an internal error. Please try again.");
}
Refusal<> service_unavailable() {
  return error(503, "ServiceUnavailable", "Service is unable to handle request.");
}
// DEVIATION: AWS has what is asked for.
Refusal<> not_implemented(std::string_view what) {
  return error(501, "NotImplemented", fmt::format("spotdrill's S3 does not have {}.", what));
}
Refusal<> invalid_argument(std::string message, std::string name, std::string value) {
  return error(400, "InvalidArgument", std::move(message),
               {{"ArgumentName", std::move(name)}, {"ArgumentValue", std::move(value)}});
}
Refusal<> invalid_request(std::string message) {
  return error(400, "InvalidRequest", std::move(message));
}
Refusal<> malformed_xml() {
  return error(400, "MalformedXML",
               "The XML you provided was not well-formed or did not validate against our published "
               "schema");
}
Refusal<> acl_not_supported() {
  return error(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
}

Refusal<> no_such_bucket(std::string_view name) {
  return error(404, "NoSuchBucket", "The specified bucket does not exist",
               {{"BucketName", std::string{name}}});
}
Refusal<> invalid_bucket_name(std::string_view name) {
  return error(400, "InvalidBucketName", "The specified bucket is not valid.",
               {{"BucketName", std::string{name}}});
}
Refusal<> bucket_already_owned_by_you(std::string_view name) {
  return error(409, "BucketAlreadyOwnedByYou",
               "Your previous request to create the named bucket succeeded and you already own it.",
               {{"BucketName", std::string{name}}});
}
Refusal<> bucket_not_empty(std::string_view name, bool has_versions) {
  return error(409, "BucketNotEmpty",
               has_versions ? "The bucket you tried to delete is not empty. You must delete all "
                              "versions in the bucket."
                            : "The bucket you tried to delete is not empty",
               {{"BucketName", std::string{name}}});
}
Refusal<> illegal_location_constraint(std::string_view constraint) {
  return error(400, "IllegalLocationConstraintException",
               fmt::format("The {} location constraint is incompatible for the region specific "
                           "endpoint this request was sent to.",
                           constraint));
}
Refusal<> invalid_location_constraint(std::string_view constraint) {
  return error(400, "InvalidLocationConstraint", "The specified location-constraint is not valid",
               {{"LocationConstraint", std::string{constraint}}});
}

Refusal<> no_such_key(std::string_view key, std::string_view marker) {
  Extra extra{{"Key", std::string{key}}};
  if (!marker.empty()) {
    extra.emplace("x-amz-delete-marker", "true");
    extra.emplace("x-amz-version-id", marker);
  }
  return error(404, "NoSuchKey", "The specified key does not exist.", std::move(extra));
}
Refusal<> no_such_version(std::string_view key, std::string_view version) {
  return error(404, "NoSuchVersion", "The specified version does not exist.",
               {{"Key", std::string{key}}, {"VersionId", std::string{version}}});
}
Refusal<> is_delete_marker(std::string_view version) {
  return error(405, "MethodNotAllowed",
               "The specified method is not allowed against this resource.",
               {{"ResourceType", "DeleteMarker"},
                {"x-amz-delete-marker", "true"},
                {"x-amz-version-id", std::string{version}}});
}
Refusal<> key_too_long(std::size_t size) {
  return error(400, "KeyTooLongError", "Your key is too long",
               {{"Size", std::to_string(size)}, {"MaxSizeAllowed", std::to_string(key_bytes_max)}});
}
Refusal<> metadata_too_large(std::size_t size) {
  return error(
      400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size",
      {{"Size", std::to_string(size)}, {"MaxSizeAllowed", std::to_string(metadata_bytes_max)}});
}
Refusal<> precondition_failed(std::string_view condition) {
  return error(412, "PreconditionFailed",
               "At least one of the pre-conditions you specified did not hold",
               {{"Condition", std::string{condition}}});
}
Refusal<> not_modified() {
  return error(304, "NotModified", "Not Modified");
}
Refusal<> invalid_range(std::string_view range, std::int64_t size) {
  return error(
      416, "InvalidRange", "The requested range is not satisfiable",
      {{"RangeRequested", std::string{range}}, {"ActualObjectSize", std::to_string(size)}});
}
Refusal<> bad_digest() {
  return error(400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
}
Refusal<> invalid_digest(std::string_view digest) {
  return error(400, "InvalidDigest", "The Content-MD5 you specified was invalid.",
               {{"Content-MD5", std::string{digest}}});
}
Refusal<> bad_checksum(std::string_view algorithm) {
  return error(
      400, "BadDigest",
      fmt::format("The {} you specified did not match the calculated checksum.", algorithm));
}
Refusal<> entity_too_large(std::int64_t size, std::int64_t max) {
  return error(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size",
               {{"ProposedSize", std::to_string(size)}, {"MaxSizeAllowed", std::to_string(max)}});
}

Refusal<> no_such_tag_set(std::string_view bucket) {
  return error(404, "NoSuchTagSet", "The TagSet does not exist",
               {{"BucketName", std::string{bucket}}});
}
Refusal<> no_such_setting(std::string_view code, std::string_view words, std::string_view bucket) {
  return error(404, std::string{code}, std::string{words}, {{"BucketName", std::string{bucket}}});
}
Refusal<> malformed_policy(std::string message) {
  return error(400, "MalformedPolicy", std::move(message));
}
Refusal<> invalid_setting(std::string message) {
  return error(400, "InvalidArgument", std::move(message));
}
Refusal<> too_many_tags(std::string message) {
  return error(400, "BadRequest", std::move(message));
}
Refusal<> invalid_tag(std::string message, std::string_view key) {
  return error(400, "InvalidTag", std::move(message), {{"TagKey", std::string{key}}});
}

Refusal<> no_such_upload(std::string_view id) {
  return error(404, "NoSuchUpload",
               "The specified upload does not exist. The upload ID may be invalid, or the upload "
               "may have been aborted or completed.",
               {{"UploadId", std::string{id}}});
}
Refusal<> invalid_part(std::string_view id, std::int32_t number, std::string_view etag) {
  return error(400, "InvalidPart",
               "One or more of the specified parts could not be found.  The part may not have been "
               "uploaded, or the specified entity tag may not match the part's entity tag.",
               {{"UploadId", std::string{id}},
                {"PartNumber", std::to_string(number)},
                {"ETag", std::string{etag}}});
}
Refusal<> invalid_part_order(std::string_view id) {
  return error(
      400, "InvalidPartOrder",
      "The list of parts was not in ascending order. Parts must be ordered by part number.",
      {{"UploadId", std::string{id}}});
}
Refusal<> entity_too_small(std::int64_t size, std::int32_t number, std::string_view etag) {
  return error(400, "EntityTooSmall",
               "Your proposed upload is smaller than the minimum allowed size",
               {{"ProposedSize", std::to_string(size)},
                {"MinSizeAllowed", std::to_string(part_bytes_min)},
                {"PartNumber", std::to_string(number)},
                {"ETag", std::string{etag}}});
}

}  // namespace spotdrill::s3
