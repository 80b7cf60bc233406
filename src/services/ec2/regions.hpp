// The regions of the commercial partition and their Availability Zones, as an account sees them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace spotdrill::ec2 {

struct AvailabilityZone {
  std::string name;  ///< "us-east-1a".
  std::string id;    ///< "use1-az1".
};

struct RegionFacts {
  std::string_view name;
  bool enabled_by_default;   ///< Others have to be opted into.
  std::string_view zone_id;  ///< What its zones' ids begin with: "use1".
  std::string_view zones;    ///< Letter and number of each: "a4 b6".
};

/// In order of names.
std::span<const RegionFacts> region_facts();

/// The Availability Zones of `region`, in order of names. A region that is unknown has three.
std::vector<AvailabilityZone> zones_of(std::string_view region);

}  // namespace spotdrill::ec2
