// Buckets that are there before the job begins.
#include <fmt/format.h>

#include "api/s3.hpp"
#include "base/read_file.hpp"
#include "drill/run/cloud.hpp"

namespace spotdrill::drill {

namespace {

namespace fs = std::filesystem;

/// A directory that fills a bucket is small; more is a mistake in its name.
constexpr int objects_put_max = 10'000;

/// "In us-east-1 … don't specify": of every other region the bucket's is named.
constexpr std::string_view first_region = "us-east-1";

}  // namespace

/// Other makers' servers have one code for every bucket that there is.
bool Cloud::is_ours(const std::string& bucket) {
  api::s3::ListObjectsV2Request request{.bucket = bucket};
  request.max_keys = 1;
  return client_.call<api::s3::ListObjectsV2Output>(api::s3::service(), "ListObjectsV2", request)
      .has_value();
}

Called<int> Cloud::ensure_bucket(const Bucket& bucket) {
  api::s3::CreateBucketRequest request{.bucket = bucket.name};
  if (region() != first_region) {
    request.create_bucket_configuration.emplace().location_constraint = region();
  }
  const auto made =
      client_.call<api::s3::CreateBucketOutput>(api::s3::service(), "CreateBucket", request);
  const std::string code = made ? std::string{} : made.error().code;
  const bool there =
      code == "BucketAlreadyOwnedByYou" || (code == "BucketAlreadyExists" && is_ours(bucket.name));
  if (!made && !there) {
    return refuse(client::to_text(fmt::format("CreateBucket {}", bucket.name), made.error()));
  }
  int objects = 0;
  if (bucket.filled_from.empty()) return objects;
  std::error_code error;
  for (fs::recursive_directory_iterator each{bucket.filled_from, error}, end; !error && each != end;
       each.increment(error)) {
    if (!each->is_regular_file()) continue;
    if (++objects > objects_put_max) {
      return refuse(
          fmt::format("{} has more than {} files: name the directory that bucket {} "
                      "begins with",
                      bucket.filled_from.string(), objects_put_max, bucket.name));
    }
    std::optional<std::string> content = read_file(each->path());
    if (!content) return refuse(fmt::format("{} cannot be read", each->path().string()));
    api::s3::PutObjectRequest put{.bucket = bucket.name};
    put.key = each->path().lexically_relative(bucket.filled_from).generic_string();
    put.body = std::move(*content);
    const std::string key = put.key;
    const auto kept =
        client_.call<api::s3::PutObjectOutput>(api::s3::service(), "PutObject", std::move(put));
    if (!kept) {
      return refuse(
          client::to_text(fmt::format("PutObject s3://{}/{}", bucket.name, key), kept.error()));
    }
  }
  if (error) {
    return refuse(
        fmt::format("{} cannot be read: {}", bucket.filled_from.string(), error.message()));
  }
  return objects;
}

}  // namespace spotdrill::drill
