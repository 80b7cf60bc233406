#include "services/ec2/regions.hpp"

#include <algorithm>
#include <iterator>

namespace spotdrill::ec2 {
namespace {

// Source: EC2 User Guide, "Regions and Zones". Which letter has which zone id differs from account
// to account; this is one that AWS gives.
constexpr RegionFacts known_regions[] = {
    {"af-south-1", false, "afs1", "a1 b2 c3"},
    {"ap-east-1", false, "ape1", "a1 b2 c3"},
    {"ap-east-2", false, "ape2", "a1 b2 c3"},
    {"ap-northeast-1", true, "apne1", "a4 c1 d2"},
    {"ap-northeast-2", true, "apne2", "a1 b2 c3 d4"},
    {"ap-northeast-3", true, "apne3", "a1 b2 c3"},
    {"ap-south-1", true, "aps1", "a1 b3 c2"},
    {"ap-south-2", false, "aps2", "a1 b2 c3"},
    {"ap-southeast-1", true, "apse1", "a1 b2 c3"},
    {"ap-southeast-2", true, "apse2", "a1 b3 c2"},
    {"ap-southeast-3", false, "apse3", "a1 b2 c3"},
    {"ap-southeast-4", false, "apse4", "a1 b2 c3"},
    {"ap-southeast-5", false, "apse5", "a1 b2 c3"},
    {"ap-southeast-6", false, "apse6", "a1 b2 c3"},
    {"ap-southeast-7", false, "apse7", "a1 b2 c3"},
    {"ca-central-1", true, "cac1", "a1 b2 d4"},
    {"ca-west-1", false, "caw1", "a1 b2 c3"},
    {"eu-central-1", true, "euc1", "a1 b2 c3"},
    {"eu-central-2", false, "euc2", "a1 b2 c3"},
    {"eu-north-1", true, "eun1", "a1 b2 c3"},
    {"eu-south-1", false, "eus1", "a1 b2 c3"},
    {"eu-south-2", false, "eus2", "a1 b2 c3"},
    {"eu-west-1", true, "euw1", "a3 b1 c2"},
    {"eu-west-2", true, "euw2", "a2 b3 c1"},
    {"eu-west-3", true, "euw3", "a1 b2 c3"},
    {"il-central-1", false, "ilc1", "a1 b2 c3"},
    {"me-central-1", false, "mec1", "a1 b2 c3"},
    {"me-south-1", false, "mes1", "a1 b2 c3"},
    {"mx-central-1", false, "mxc1", "a1 b2 c3"},
    {"sa-east-1", true, "sae1", "a1 b2 c3"},
    {"us-east-1", true, "use1", "a6 b1 c2 d4 e3 f5"},
    {"us-east-2", true, "use2", "a1 b2 c3"},
    {"us-west-1", true, "usw1", "a3 b1"},
    {"us-west-2", true, "usw2", "a2 b1 c3 d4"},
};

static_assert(std::ranges::is_sorted(known_regions, {}, &RegionFacts::name));

/// "af-south-9" gives "af9": what a zone id would begin with.
std::string invented_zone_id(std::string_view region) {
  std::string id;
  for (std::size_t at = 0; at < region.size();) {
    const std::size_t dash = std::min(region.find('-', at), region.size());
    id += region.substr(at, at == 0 ? 2 : 1);
    at = dash + 1;
  }
  return id;
}

}  // namespace

std::span<const RegionFacts> region_facts() {
  return known_regions;
}

std::vector<AvailabilityZone> zones_of(std::string_view region) {
  const auto known = std::ranges::find(known_regions, region, &RegionFacts::name);
  const std::string id =
      known != std::end(known_regions) ? std::string{known->zone_id} : invented_zone_id(region);
  std::string_view letters = known != std::end(known_regions) ? known->zones : "a1 b2 c3";
  std::vector<AvailabilityZone> zones;
  while (!letters.empty()) {
    zones.push_back({std::string{region} + letters[0], id + "-az" + letters[1]});
    letters.remove_prefix(std::min<std::size_t>(3, letters.size()));
  }
  return zones;
}

}  // namespace spotdrill::ec2
