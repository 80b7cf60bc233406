#include "services/s3/errors.hpp"
#include "services/s3/operations.hpp"
#include "services/s3/tags.hpp"

namespace spotdrill::s3 {
namespace {

/// The tags of a bucket that is in the region. Errors: NoSuchBucket.
Result<Tags> tags_there(const S3& s3, const std::string& region, const std::string& bucket) {
  const BucketRecord* found = s3.find_bucket(bucket);
  if (found == nullptr || found->region != region) return no_such_bucket(bucket);
  return found->tags;
}

/// S3 itself knows only how to put all of a bucket's tags. Errors: InvalidTag, BadRequest.
Result<void> put(S3& s3, const std::string& bucket, const Tags& tags) {
  TRY(put_bucket_tagging(s3, {.bucket = bucket, .tagging = {.tag_set = tag_set(tags)}}));
  return {};
}

}  // namespace

// Buckets: objects have no place in the tagging API, on AWS neither.
services::TaggedService tagged(S3& s3) {
  return {
      .name = "s3",
      .each =
          [&s3](const std::string& region, const services::TaggedService::Visit& visit) {
            for (const auto& [name, bucket] : s3.buckets()) {
              if (bucket.region == region) visit("arn:aws:s3:::" + name, bucket.tags);
            }
          },
      .tag = [&s3](const std::string& region, const services::Resource& resource,
                   const services::Tags& tags) -> Result<void> {
        Tags all = TRY(tags_there(s3, region, resource.name));
        for (const auto& [key, value] : tags) all.insert_or_assign(key, value);
        return put(s3, resource.name, all);
      },
      .untag = [&s3](const std::string& region, const services::Resource& resource,
                     const services::TagKeys& keys) -> Result<void> {
        Tags all = TRY(tags_there(s3, region, resource.name));
        for (const std::string& key : keys) all.erase(key);
        return put(s3, resource.name, all);
      },
  };
}

}  // namespace spotdrill::s3
