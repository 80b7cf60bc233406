#include "services/page_token.hpp"
#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"

namespace spotdrill::s3 {
namespace {

/// "Minimum value of 1. Maximum value of 10000."
constexpr std::int32_t max_buckets_max = 10'000;

}  // namespace

Result<api::s3::ListBucketsOutput> list_buckets(S3& s3,
                                                const api::s3::ListBucketsRequest& request) {
  const std::int32_t max = request.max_buckets.value_or(max_buckets_max);
  if (max < 1 || max > max_buckets_max) {
    return invalid_argument("Argument max-buckets must be an integer between 1 and 10000",
                            "max-buckets", std::to_string(max));
  }
  std::string after;
  if (request.continuation_token) {
    const auto cursor = services::read_page_token("s3:buckets", *request.continuation_token);
    if (!cursor) {
      return invalid_argument("The continuation token provided is incorrect", "continuation-token",
                              *request.continuation_token);
    }
    after = *cursor;
  }
  api::s3::ListBucketsOutput output;
  output.owner.emplace().id = s3.owner_id();
  output.prefix = request.prefix;
  const std::string prefix = request.prefix.value_or("");
  for (auto at = s3.buckets().upper_bound(after); at != s3.buckets().end(); ++at) {
    const BucketRecord& bucket = at->second;
    if (!bucket.name.starts_with(prefix)) continue;
    if (request.bucket_region && *request.bucket_region != bucket.region) continue;
    if (output.buckets.size() == static_cast<std::size_t>(max)) {
      output.continuation_token =
          services::make_page_token("s3:buckets", *output.buckets.back().name);
      break;
    }
    output.buckets.push_back({.name = bucket.name,
                              .creation_date = bucket.created,
                              .bucket_region = bucket.region,
                              .bucket_arn = "arn:aws:s3:::" + bucket.name});
  }
  return output;
}

}  // namespace spotdrill::s3
