#include "services/page_token.hpp"
#include "services/s3/listing.hpp"
#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"

namespace spotdrill::s3 {

Result<api::s3::ListObjectsV2Output> list_objects_v2(S3& s3,
                                                     const api::s3::ListObjectsV2Request& request) {
  ListQuery query = TRY(list_query(s3, request));
  query.after = request.start_after.value_or("");
  const std::string identity = "s3:" + request.bucket;
  if (request.continuation_token) {
    const auto cursor = services::read_page_token(identity, *request.continuation_token);
    if (!cursor) {
      return invalid_argument("The continuation token provided is incorrect", "continuation-token",
                              *request.continuation_token);
    }
    query.after = *cursor;
  }
  const Listing listing = list_keys(s3.objects(), query);
  api::s3::ListObjectsV2Output output;
  say_query(request, query.max, output);
  say_listing(listing, request.encoding_type, output);
  output.key_count = static_cast<std::int32_t>(listing.contents.size() + listing.prefixes.size());
  output.continuation_token = request.continuation_token;
  if (request.start_after)
    output.start_after = encoded(*request.start_after, request.encoding_type);
  if (listing.truncated) {
    output.next_continuation_token = services::make_page_token(identity, listing.last);
  }
  if (request.fetch_owner.value_or(false)) {
    for (auto& each : output.contents) each.owner.emplace().id = s3.owner_id();
  }
  return output;
}

}  // namespace spotdrill::s3
