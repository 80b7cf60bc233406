// Requests into launch plans: what RunInstances and RequestSpotInstances have in common. Only form
// is checked here; whether images, subnets and groups exist is the catalogue's matter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/ec2.hpp"
#include "services/ec2/ec2.hpp"

namespace spotdrill::ec2 {

/// The most instances that one call makes.
// DEVIATION: AWS has quotas of vCPUs instead.
inline constexpr std::int32_t instances_per_call_max = 10'000;

/// Errors: MissingParameter, InvalidParameterValue, InvalidParameterCombination,
/// InvalidUserData.Malformed.
Result<LaunchPlan> read_plan(Ec2& ec2, const api::ec2::RunInstancesRequest& request);
Result<LaunchPlan> read_plan(Ec2& ec2, const api::ec2::RequestSpotLaunchSpecification& spec);

/// The instance profile that a request names.
/// Errors: InvalidParameterValue, InvalidParameterCombination.
Result<std::optional<IamProfile>> read_profile(
    Ec2& ec2, const api::ec2::IamInstanceProfileSpecification& specification);

/// The tags for `resource_type`. A type that is not among `taggable` is refused.
/// Errors: InvalidParameterValue.
Result<Tags> read_tag_specifications(const std::vector<api::ec2::TagSpecification>& specifications,
                                     std::string_view resource_type,
                                     const std::vector<std::string_view>& taggable);

/// Micro-USD of a price as text. Errors: InvalidParameterValue.
Result<std::int64_t> read_price(std::string_view text);

/// Errors: InvalidParameterValue.
Result<InterruptionBehavior> read_behavior(std::string_view text);

/// A short text that differs when `arguments` do.
std::string fingerprint(std::string_view arguments);

}  // namespace spotdrill::ec2
