#include "services/s3/checksums.hpp"
#include "services/s3/copying.hpp"
#include "services/s3/lifecycle.hpp"
#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"
#include "services/s3/tags.hpp"

namespace spotdrill::s3 {
namespace {

using api::s3::CopyObjectRequest;

Result<Attributes> copied_attributes(const CopyObjectRequest& request, const ObjectRecord& source) {
  const std::string directive = request.metadata_directive.value_or("COPY");
  if (directive != "COPY" && directive != "REPLACE") {
    return invalid_argument("Unknown metadata directive.", "x-amz-metadata-directive", directive);
  }
  if (directive == "REPLACE") return attributes_of(request);
  Attributes attributes = source.attributes;
  // Neither is copied with the rest.
  attributes.storage_class = request.storage_class.value_or("");
  attributes.website_redirect_location = request.website_redirect_location.value_or("");
  return attributes;
}

Result<Tags> copied_tags(const CopyObjectRequest& request, const ObjectRecord& source) {
  const std::string directive = request.tagging_directive.value_or("COPY");
  if (directive != "COPY" && directive != "REPLACE") {
    return invalid_argument("Unknown tagging directive.", "x-amz-tagging-directive", directive);
  }
  if (directive == "REPLACE") return tags_of_header(request.tagging);
  return source.tags;
}

Result<void> check_copied_to_itself(const CopyObjectRequest& request, const ObjectRecord& source) {
  const bool changed = request.metadata_directive.value_or("COPY") == "REPLACE" ||
                       request.storage_class || request.website_redirect_location ||
                       request.server_side_encryption || request.checksum_algorithm ||
                       request.tagging_directive.value_or("COPY") == "REPLACE" ||
                       request.copy_source.find(source_version) != std::string::npos;
  if (source.bucket != request.bucket || source.key != request.key || changed) return {};
  return invalid_request(
      "This copy request is illegal because it is trying to copy an object to itself without "
      "changing the object's metadata, storage class, website redirect location or encryption "
      "attributes.");
}

/// The copy's digests: of the whole, also where the source was uploaded in parts.
Result<void> digest(const S3& s3, std::optional<Algorithm> wanted, ObjectRecord& object) {
  const auto has = algorithm_called(object.checksum.algorithm);
  const auto algorithm = wanted ? wanted : has;
  const bool same_checksum =
      !algorithm || (algorithm == has && object.checksum.type == "FULL_OBJECT");
  if (object.part_sizes.empty() && same_checksum) return {};
  const Digests digests = TRY(digests_of(s3, object.pieces, object.size, algorithm));
  object.etag = hex_digits(digests.md5());
  object.part_sizes.clear();
  object.checksum = TRY(check_checksum({}, algorithm, digests));
  return {};
}

}  // namespace

Result<api::s3::CopyObjectOutput> copy_object(S3& s3, const CopyObjectRequest& request) {
  TRY(bucket_of(s3, request));
  TRY(check_key(request.key));
  TRY(check_served(request));
  const auto wanted = TRY(wanted_algorithm(request.checksum_algorithm));
  const ObjectRecord* source =
      TRY(copy_source(s3, request.copy_source,
                      {.if_match = request.copy_source_if_match,
                       .if_none_match = request.copy_source_if_none_match,
                       .if_modified_since = request.copy_source_if_modified_since,
                       .if_unmodified_since = request.copy_source_if_unmodified_since}));
  TRY(check_copied_to_itself(request, *source));
  ObjectRecord object = *source;
  object.bucket = request.bucket;
  object.key = request.key;
  object.last_modified = s3.now();
  object.attributes = TRY(copied_attributes(request, *source));
  object.tags = TRY(copied_tags(request, *source));
  TRY(digest(s3, wanted, object));
  TRY(check_write(s3.find_object(request.bucket, request.key), request.key, request.if_match,
                  request.if_none_match));
  api::s3::CopyObjectOutput output;
  output.server_side_encryption = encryption;
  auto& result = output.copy_object_result.emplace();
  result.e_tag = quoted(object.etag);
  result.last_modified = object.last_modified;
  say_checksum(object.checksum, result);
  output.copy_source_version_id = said_version(s3, *source);
  const ObjectRecord& put = s3.put_object(std::move(object));
  output.version_id = new_version(s3, put);
  output.expiration = expiration_header(s3, put);
  return output;
}

}  // namespace spotdrill::s3
