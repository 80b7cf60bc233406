#include "base/base64.hpp"
#include "services/s3/lifecycle.hpp"
#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

Result<api::s3::PutBucketLifecycleConfigurationOutput> put_bucket_lifecycle_configuration(
    S3& s3, const api::s3::PutBucketLifecycleConfigurationRequest& request) {
  TRY(bucket_of(s3, request));
  if (!request.lifecycle_configuration) return malformed_xml();
  LifecycleRules rules = request.lifecycle_configuration->rules;
  TRY(check_lifecycle(rules));
  for (auto& rule : rules) {
    if (rule.id.value_or("").empty()) rule.id = base64_encode(s3.new_uuid());
  }
  const std::string minimum =
      request.transition_default_minimum_object_size.value_or("all_storage_classes_128K");
  TRY(put_setting(
      s3, request, lifecycle_setting,
      api::s3::GetBucketLifecycleConfigurationOutput{
          .rules = std::move(rules), .transition_default_minimum_object_size = minimum}));
  return api::s3::PutBucketLifecycleConfigurationOutput{.transition_default_minimum_object_size =
                                                            minimum};
}

}  // namespace spotdrill::s3
