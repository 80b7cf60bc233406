#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/instance_operations.hpp"

namespace spotdrill::ec2 {
namespace {

/// "A score of 10 means that your Spot request is highly likely to succeed".
constexpr std::int32_t score_with_capacity = 10;
constexpr std::int32_t score_without_capacity = 1;

/// "You must specify at least three instance types, otherwise the score will be low."
constexpr std::size_t types_min = 3;
constexpr std::int32_t score_of_few_types = 3;

Result<void> check_scored(const Ec2& ec2, const api::ec2::GetSpotPlacementScoresRequest& request) {
  if (request.instance_types.empty() && !request.instance_requirements_with_metadata) {
    return refuse(errors::missing_parameter("InstanceTypes or InstanceRequirementsWithMetadata"));
  }
  if (request.target_capacity < 1) {
    return refuse(errors::invalid_value("TargetCapacity", std::to_string(request.target_capacity),
                                        "Must be greater than 0."));
  }
  for (const std::string& type : request.instance_types) {
    TRY(ec2.catalogue().instance_type(type));
  }
  for (const std::string& region : request.region_names) {
    const auto facts = region_facts();
    if (std::ranges::find(facts, region, &RegionFacts::name) == facts.end()) {
      return refuse(errors::invalid_region(region));
    }
  }
  return {};
}

}  // namespace

/// Says how likely a Spot request is to succeed in regions or zones.
/// Errors: MissingParameter, InvalidParameterValue.
/// Source: EC2 API Reference, GetSpotPlacementScores.
// DEVIATION: there is Spot capacity here until somebody takes it away, so that a score is 10 (of
// less than three types: 3), or 1 where there is none; only regions in use are scored unless others
// are named.
Result<api::ec2::GetSpotPlacementScoresResult> get_spot_placement_scores(
    Ec2& ec2, const api::ec2::GetSpotPlacementScoresRequest& request) {
  TRY(check_scored(ec2, request));
  std::vector<std::string> regions = request.region_names;
  if (regions.empty()) regions.push_back(ec2.place().region);
  const bool few = !request.instance_types.empty() && request.instance_types.size() < types_min;
  api::ec2::GetSpotPlacementScoresResult result;
  for (const std::string& region : regions) {
    const bool capacity = region != ec2.place().region || ec2.has_spot_capacity();
    std::int32_t score = few ? score_of_few_types : score_with_capacity;
    if (!capacity) score = score_without_capacity;
    if (!request.single_availability_zone.value_or(false)) {
      result.spot_placement_scores.push_back(
          {.region = region, .availability_zone_id = {}, .score = score});
      continue;
    }
    for (const AvailabilityZone& zone : zones_of(region)) {
      result.spot_placement_scores.push_back(
          {.region = region, .availability_zone_id = zone.id, .score = score});
    }
  }
  return result;
}

}  // namespace spotdrill::ec2
