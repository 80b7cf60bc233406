#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/describes.hpp"
#include "services/ec2/pages.hpp"
#include "services/ec2/render.hpp"
#include "services/ec2/selection.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {
namespace {

struct SubnetRow {
  Subnet subnet;
  std::string owner_id;
  std::string arn;
  std::int32_t free_addresses = 0;
  Tags tags;
};

const Tags& tags_of_row(const SubnetRow& row) {
  return row.tags;
}
FilterValues no_values(const SubnetRow&) {
  return {};
}
FilterValues zone(const SubnetRow& row) {
  return {row.subnet.availability_zone};
}
FilterValues zone_id(const SubnetRow& row) {
  return {row.subnet.availability_zone_id};
}
FilterValues cidr(const SubnetRow& row) {
  return {row.subnet.cidr};
}
FilterValues always_false(const SubnetRow&) {
  return {"false"};
}
FilterValues is_default(const SubnetRow& row) {
  return {filter_text(row.subnet.default_for_zone)};
}

/// Source: EC2 API Reference, DescribeSubnets, Filter.N, with the other spellings that it names.
constexpr FilterField<SubnetRow> subnet_fields[] = {
    {"availability-zone", zone},
    {"availabilityZone", zone},
    {"availability-zone-id", zone_id},
    {"availabilityZoneId", zone_id},
    {"available-ip-address-count",
     [](const SubnetRow& r) -> FilterValues { return {std::to_string(r.free_addresses)}; }},
    {"cidr-block", cidr},
    {"cidr", cidr},
    {"cidrBlock", cidr},
    {"customer-owned-ipv4-pool", no_values},
    {"default-for-az", is_default},
    {"defaultForAz", is_default},
    {"enable-dns64", always_false},
    {"enable-lni-at-device-index", no_values},
    {"ipv6-cidr-block-association.association-id", no_values},
    {"ipv6-cidr-block-association.ipv6-cidr-block", no_values},
    {"ipv6-cidr-block-association.state", no_values},
    {"ipv6-native", always_false},
    {"map-customer-owned-ip-on-launch", always_false},
    {"map-public-ip-on-launch",
     [](const SubnetRow& r) -> FilterValues { return {filter_text(r.subnet.map_public_ip)}; }},
    {"outpost-arn", no_values},
    {"owner-id", [](const SubnetRow& r) -> FilterValues { return {r.owner_id}; }},
    {"private-dns-name-options-on-launch.enable-resource-name-dns-a-record", always_false},
    {"private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record", always_false},
    {"private-dns-name-options-on-launch.hostname-type",
     [](const SubnetRow&) -> FilterValues { return {"ip-name"}; }},
    {"state", [](const SubnetRow&) -> FilterValues { return {"available"}; }},
    {"subnet-arn", [](const SubnetRow& r) -> FilterValues { return {r.arn}; }},
    {"subnet-id", [](const SubnetRow& r) -> FilterValues { return {r.subnet.id}; }},
    {"vpc-id", [](const SubnetRow& r) -> FilterValues { return {r.subnet.vpc_id}; }},
};

}  // namespace

/// Lists subnets: the default ones, those that were made and adopted ones.
/// Errors: InvalidSubnetID.NotFound, those of filters and pages.
/// Source: EC2 API Reference, DescribeSubnets.
Result<api::ec2::DescribeSubnetsResult> describe_subnets(
    Ec2& ec2, const api::ec2::DescribeSubnetsRequest& request) {
  const auto filters = TRY(Filters<SubnetRow>::create(request.filters, subnet_fields, tags_of_row));
  Catalogue& catalogue = ec2.catalogue();
  // To be asked for by id is to be named: with lenient ids that adopts a subnet.
  for (const std::string& id : request.subnet_ids) static_cast<void>(catalogue.subnet(id));
  std::vector<SubnetRow> rows;
  for (const Subnet& subnet : catalogue.subnets()) {
    rows.push_back({.subnet = subnet,
                    .owner_id = ec2.place().account,
                    .arn = ec2.place().arn("ec2", "subnet/" + subnet.id),
                    .free_addresses = catalogue.free_ips(subnet),
                    .tags = catalogue.tags(subnet.id)});
  }
  const auto id_of = [](const SubnetRow& row) { return row.subnet.id; };
  TRY(select(rows, request.subnet_ids, id_of, errors::subnet_not_found));
  std::erase_if(rows, [&](const SubnetRow& row) { return !filters.pass(row); });
  const PageRequest paging{.operation = "DescribeSubnets",
                           .max_results = request.max_results,
                           .next_token = request.next_token};
  const auto page = TRY(page_of(std::move(rows), paging, id_of));
  api::ec2::DescribeSubnetsResult result;
  for (const SubnetRow& row : page.items) result.subnets.push_back(render_subnet(ec2, row.subnet));
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
