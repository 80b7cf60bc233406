#include <set>

#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/describes.hpp"
#include "services/ec2/filters.hpp"

namespace spotdrill::ec2 {
namespace {

std::string endpoint_of(const RegionFacts& region) {
  return "ec2." + std::string{region.name} + ".amazonaws.com";
}

std::string opt_in_status_of(const RegionFacts& region) {
  return region.enabled_by_default ? "opt-in-not-required" : "not-opted-in";
}

/// Source: EC2 API Reference, DescribeRegions, Filter.N.
constexpr FilterField<RegionFacts> region_fields[] = {
    {"endpoint", [](const RegionFacts& r) -> FilterValues { return {endpoint_of(r)}; }},
    {"opt-in-status", [](const RegionFacts& r) -> FilterValues { return {opt_in_status_of(r)}; }},
    {"region-name", [](const RegionFacts& r) -> FilterValues { return {std::string{r.name}}; }},
};

}  // namespace

/// Lists the regions that the account can use, or all.
/// Errors: InvalidParameterValue, those of filters.
/// Source: EC2 API Reference, DescribeRegions.
Result<api::ec2::DescribeRegionsResult> describe_regions(
    Ec2&, const api::ec2::DescribeRegionsRequest& request) {
  const auto filters = TRY(Filters<RegionFacts>::create(request.filters, region_fields));
  const std::set<std::string, std::less<>> named{request.region_names.begin(),
                                                 request.region_names.end()};
  for (const std::string& name : named) {
    if (std::ranges::find(region_facts(), name, &RegionFacts::name) == region_facts().end()) {
      return refuse(errors::invalid_region(name));
    }
  }
  // "Indicates whether to display all Regions, including Regions that are disabled".
  const bool all = request.all_regions.value_or(false) || !named.empty();
  api::ec2::DescribeRegionsResult result;
  for (const RegionFacts& facts : region_facts()) {
    if (!all && !facts.enabled_by_default) continue;
    if ((!named.empty() && !named.contains(facts.name)) || !filters.pass(facts)) continue;
    auto& region = result.regions.emplace_back();
    region.region_name = facts.name;
    region.endpoint = endpoint_of(facts);
    region.opt_in_status = opt_in_status_of(facts);
  }
  return result;
}

}  // namespace spotdrill::ec2
