#include "services/ec2/describe.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/instance_operations.hpp"

namespace spotdrill::ec2 {
namespace {

struct OfferingRow {
  std::string type;
  std::string location;
  Tags tags;
};

/// Source: EC2 API Reference, DescribeInstanceTypeOfferings, Filter.N.
constexpr FilterField<OfferingRow> offering_fields[] = {
    {"instance-type", [](const OfferingRow& r) -> FilterValues { return {r.type}; }},
    {"location", [](const OfferingRow& r) -> FilterValues { return {r.location}; }},
};

AwsError no_such_offering(const std::vector<std::string>& ids) {
  return errors::invalid_parameter_value(ids.front());
}

/// Errors: InvalidParameterValue.
Result<std::vector<std::string>> locations(const Ec2& ec2, const std::string& type) {
  std::vector<std::string> names;
  if (type == "region") {
    names.push_back(ec2.place().region);
  } else if (type == "availability-zone" || type == "availability-zone-id") {
    for (const AvailabilityZone& zone : ec2.catalogue().zones()) {
      names.push_back(type == "availability-zone" ? zone.name : zone.id);
    }
  } else {
    return refuse(errors::invalid_value(
        "locationType", type, "Must be region, availability-zone or availability-zone-id."));
  }
  return names;
}

}  // namespace

/// Lists which instance types there are where.
/// Errors: InvalidParameterValue, those of filters and pages.
/// Source: EC2 API Reference, DescribeInstanceTypeOfferings.
// DEVIATION: every type that is known is offered in every zone of every region.
Result<api::ec2::DescribeInstanceTypeOfferingsResult> describe_instance_type_offerings(
    Ec2& ec2, const api::ec2::DescribeInstanceTypeOfferingsRequest& request) {
  const std::string type = request.location_type.value_or("region");
  std::vector<OfferingRow> rows;
  for (const std::string& location : TRY(locations(ec2, type))) {
    for (const InstanceTypeFacts& facts : instance_type_facts()) {
      rows.push_back({.type = std::string{facts.name}, .location = location, .tags = {}});
    }
  }
  const auto page = TRY(
      describe(std::move(rows), {}, request,
               Description<OfferingRow>{
                   .operation = "DescribeInstanceTypeOfferings",
                   .fields = offering_fields,
                   .id_of = [](const OfferingRow& row) { return row.type + "/" + row.location; },
                   .not_found = no_such_offering}));
  api::ec2::DescribeInstanceTypeOfferingsResult result;
  for (const OfferingRow& row : page.items) {
    result.instance_type_offerings.push_back(
        {.instance_type = row.type, .location_type = type, .location = row.location});
  }
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
