#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"

namespace spotdrill::s3 {

namespace {

/// "You can specify up to 1,000 keys" in one DeleteObjects.
constexpr std::size_t deleted_max = 1'000;

}  // namespace

Result<api::s3::DeleteObjectsOutput> delete_objects(S3& s3,
                                                    const api::s3::DeleteObjectsRequest& request) {
  TRY(bucket_of(s3, request));
  const auto& objects = request.delete_.objects;
  if (objects.empty() || objects.size() > deleted_max) return malformed_xml();
  api::s3::DeleteObjectsOutput output;
  for (const api::s3::ObjectIdentifier& each : objects) {
    api::s3::DeleteObjectRequest one{.bucket = request.bucket, .key = each.key};
    one.version_id = each.version_id;
    one.if_match = each.e_tag;
    one.if_match_last_modified_time = each.last_modified_time;
    one.if_match_size = each.size;
    const auto deleted = delete_object(s3, one);
    if (!deleted.has_value()) {
      output.errors.push_back({.key = each.key,
                               .version_id = each.version_id,
                               .code = deleted.error().code,
                               .message = deleted.error().message});
    } else if (!request.delete_.quiet.value_or(false)) {
      auto& said = output.deleted.emplace_back();
      said.key = each.key;
      said.version_id = each.version_id;
      said.delete_marker = deleted->delete_marker;
      if (deleted->delete_marker) said.delete_marker_version_id = deleted->version_id;
    }
  }
  return output;
}

}  // namespace spotdrill::s3
