#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"
#include "services/s3/tags.hpp"

namespace spotdrill::s3 {
namespace {

/// The region that has a location of its own by saying nothing.
constexpr std::string_view first_region = "us-east-1";

Result<std::string> choose_region(const api::s3::CreateBucketRequest& request,
                                  const std::string& endpoint) {
  std::string wanted;
  if (request.create_bucket_configuration) {
    wanted = request.create_bucket_configuration->location_constraint.value_or("");
  }
  if (endpoint == first_region) {
    if (wanted == first_region) return invalid_location_constraint(wanted);
    return wanted.empty() ? endpoint : wanted;
  }
  if (wanted.empty()) return illegal_location_constraint("unspecified");
  if (wanted != endpoint) return illegal_location_constraint(wanted);
  return endpoint;
}

}  // namespace

Result<api::s3::CreateBucketOutput> create_bucket(S3& s3,
                                                  const api::s3::CreateBucketRequest& request,
                                                  const wire::Context& context) {
  TRY(check_bucket_name(request.bucket));
  if (request.acl.value_or("private") != "private") return acl_not_supported();
  if (request.object_lock_enabled_for_bucket.value_or(false)) {
    return not_implemented("object lock");
  }
  Tags tags;
  if (request.create_bucket_configuration) {
    tags = TRY(bucket_tags(request.create_bucket_configuration->tags));
  }
  const std::string region = TRY(choose_region(request, context.region));
  api::s3::CreateBucketOutput output{.location = "/" + request.bucket};
  if (const BucketRecord* before = s3.find_bucket(request.bucket)) {
    // "… in all AWS Regions except in the North Virginia Region. For legacy compatibility, if you
    // re-create an existing bucket that you already own in us-east-1, Amazon S3 returns 200 OK."
    if (before->region != first_region || region != first_region) {
      return bucket_already_owned_by_you(request.bucket);
    }
    return output;
  }
  s3.make_bucket(
      {.name = request.bucket, .region = region, .created = s3.now(), .tags = std::move(tags)});
  return output;
}

}  // namespace spotdrill::s3
