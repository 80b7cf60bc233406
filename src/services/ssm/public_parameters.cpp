#include "services/ssm/public_parameters.hpp"

#include "base/iso8601.hpp"
#include "services/ec2/catalogue.hpp"
#include "services/ec2/default_images.hpp"

namespace spotdrill::ssm {
namespace {

/// Regions and their Availability Zones.
/// Source: Systems Manager User Guide, "Calling public parameters for AWS services, Regions,
/// endpoints, Availability Zones, local zones, and Wavelength Zones".
// DEVIATION: of services, endpoints, long names and places there are no parameters.
void add_infrastructure(PublicParameters& all) {
  const std::string root = std::string{public_prefix} + "global-infrastructure/";
  const auto add = [&](const std::string& name, const std::string& value) {
    all.emplace(
        root + name,
        PublicParameter{value, Instant{std::chrono::sys_days{std::chrono::year{2025} / 1 / 1}}});
  };
  for (const ec2::RegionFacts& facts : ec2::region_facts()) {
    const std::string region{facts.name};
    add("regions/" + region, region);
    add("regions/" + region + "/domain", "amazonaws.com");
    add("regions/" + region + "/partition", "aws");
    for (const ec2::AvailabilityZone& zone : ec2::zones_of(region)) {
      add("availability-zones/" + zone.id, zone.id);
      add("regions/" + region + "/availability-zones/" + zone.id, zone.id);
    }
  }
}

}  // namespace

PublicParameters public_parameters(const Place& place) {
  PublicParameters all;
  for (const ec2::DefaultImage& image : ec2::default_images()) {
    all.emplace(image.what, PublicParameter{ec2::derived_id(place, "ami-", image.what),
                                            parse_iso8601(image.created).value_or(Instant{})});
  }
  for (const ec2::ImageAlias& alias : ec2::image_aliases()) {
    all.emplace(alias.name, PublicParameter{all.find(alias.what)->second});
  }
  add_infrastructure(all);
  return all;
}

api::ssm::Parameter render_public(const Place& place, const std::string& name,
                                  const PublicParameter& parameter) {
  return {.name = name,
          .type = "String",
          .value = parameter.value,
          .version = 1,
          .last_modified_date = parameter.last_modified,
          .arn = "arn:aws:ssm:" + place.region + "::parameter" + name,
          .data_type = "text"};
}

}  // namespace spotdrill::ssm
