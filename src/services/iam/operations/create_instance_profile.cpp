#include "services/iam/operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {
namespace {

/// Source: IAM User Guide, "IAM and AWS STS quotas": instance profiles in an account.
constexpr std::size_t instance_profiles_max = 1000;

}  // namespace

/// Makes an instance profile that has no role yet.
/// Errors: EntityAlreadyExists, LimitExceeded, InvalidInput.
/// Source: IAM API Reference, CreateInstanceProfile.
Result<api::iam::CreateInstanceProfileResponse> create_instance_profile(
    Identity& identity, const api::iam::CreateInstanceProfileRequest& request) {
  const std::string& name = request.instance_profile_name;
  if (identity.find_instance_profile(name) != nullptr) return instance_profile_exists(name);
  InstanceProfile profile{.name = name, .path = request.path.value_or("/")};
  profile.tags = TRY(read_tags(request.tags));
  if (identity.instance_profiles().size() >= instance_profiles_max) {
    return quota_exceeded("InstanceProfilesPerAccount", instance_profiles_max);
  }
  api::iam::CreateInstanceProfileResponse response;
  response.instance_profile =
      render(identity.put_instance_profile(std::move(profile)), identity, Detail::Full);
  return response;
}

}  // namespace spotdrill::iam
