#include <set>

#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/describes.hpp"
#include "services/ec2/filters.hpp"

namespace spotdrill::ec2 {
namespace {

/// "us-east-1a" lies in "us-east-1".
std::string region_of(const AvailabilityZone& zone) {
  return zone.name.substr(0, zone.name.size() - 1);
}

std::string group_of(const AvailabilityZone& zone) {
  return region_of(zone) + "-zg-1";
}

FilterValues no_values(const AvailabilityZone&) {
  return {};
}

/// Source: EC2 API Reference, DescribeAvailabilityZones, Filter.N.
constexpr FilterField<AvailabilityZone> zone_fields[] = {
    {"group-long-name", no_values},
    {"group-name", [](const AvailabilityZone& z) -> FilterValues { return {group_of(z)}; }},
    {"message", no_values},
    {"opt-in-status",
     [](const AvailabilityZone&) -> FilterValues { return {"opt-in-not-required"}; }},
    {"parent-zone-id", no_values},
    {"parent-zone-name", no_values},
    {"region-name", [](const AvailabilityZone& z) -> FilterValues { return {region_of(z)}; }},
    {"state", [](const AvailabilityZone&) -> FilterValues { return {"available"}; }},
    {"zone-id", [](const AvailabilityZone& z) -> FilterValues { return {z.id}; }},
    {"zone-name", [](const AvailabilityZone& z) -> FilterValues { return {z.name}; }},
    {"zone-type", [](const AvailabilityZone&) -> FilterValues { return {"availability-zone"}; }},
};

/// Errors: InvalidParameterValue, when one of `wanted` is no zone's.
Result<void> check_known(const std::vector<std::string>& wanted,
                         const std::vector<AvailabilityZone>& zones,
                         std::string AvailabilityZone::* part) {
  for (const std::string& name : wanted) {
    if (std::ranges::find(zones, name, part) == zones.end()) {
      return refuse(errors::invalid_availability_zone(name));
    }
  }
  return {};
}

bool is_wanted(const std::vector<std::string>& wanted, const std::string& name) {
  return wanted.empty() || std::ranges::find(wanted, name) != wanted.end();
}

}  // namespace

/// Lists the region's Availability Zones.
/// Errors: InvalidParameterValue, those of filters.
/// Source: EC2 API Reference, DescribeAvailabilityZones.
Result<api::ec2::DescribeAvailabilityZonesResult> describe_availability_zones(
    Ec2& ec2, const api::ec2::DescribeAvailabilityZonesRequest& request) {
  const auto filters = TRY(Filters<AvailabilityZone>::create(request.filters, zone_fields));
  const std::vector<AvailabilityZone>& zones = ec2.catalogue().zones();
  TRY(check_known(request.zone_names, zones, &AvailabilityZone::name));
  TRY(check_known(request.zone_ids, zones, &AvailabilityZone::id));
  api::ec2::DescribeAvailabilityZonesResult result;
  for (const AvailabilityZone& zone : zones) {
    if (!is_wanted(request.zone_names, zone.name) || !is_wanted(request.zone_ids, zone.id) ||
        !filters.pass(zone)) {
      continue;
    }
    auto& shown = result.availability_zones.emplace_back();
    shown.zone_name = zone.name;
    shown.zone_id = zone.id;
    shown.zone_type = "availability-zone";
    shown.region_name = region_of(zone);
    shown.group_name = group_of(zone);
    shown.network_border_group = region_of(zone);
    shown.opt_in_status = "opt-in-not-required";
    shown.state = "available";
  }
  return result;
}

}  // namespace spotdrill::ec2
