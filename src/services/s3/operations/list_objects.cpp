#include "services/s3/listing.hpp"
#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"

namespace spotdrill::s3 {
Result<api::s3::ListObjectsOutput> list_objects(S3& s3,
                                                const api::s3::ListObjectsRequest& request) {
  ListQuery query = TRY(list_query(s3, request));
  query.after = request.marker.value_or("");
  const Listing listing = list_keys(s3.objects(), query);
  api::s3::ListObjectsOutput output;
  say_query(request, query.max, output);
  say_listing(listing, request.encoding_type, output);
  output.marker = encoded(query.after, request.encoding_type);
  // "This element is returned only if you have the delimiter request parameter specified."
  if (listing.truncated && !query.delimiter.empty()) {
    output.next_marker = encoded(listing.last, request.encoding_type);
  }
  for (auto& each : output.contents) each.owner.emplace().id = s3.owner_id();
  return output;
}

}  // namespace spotdrill::s3
