#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/describes.hpp"
#include "services/ec2/pages.hpp"
#include "services/ec2/render.hpp"
#include "services/ec2/selection.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {
namespace {

struct VpcRow {
  Vpc vpc;
  std::string owner_id;
  std::string dhcp_options_id;
  std::string association_id;
  Tags tags;
};

const Tags& tags_of_row(const VpcRow& row) {
  return row.tags;
}
FilterValues no_values(const VpcRow&) {
  return {};
}

/// Source: EC2 API Reference, DescribeVpcs, Filter.N.
constexpr FilterField<VpcRow> vpc_fields[] = {
    {"cidr", [](const VpcRow& r) -> FilterValues { return {r.vpc.cidr}; }},
    {"cidr-block-association.association-id",
     [](const VpcRow& r) -> FilterValues { return {r.association_id}; }},
    {"cidr-block-association.cidr-block",
     [](const VpcRow& r) -> FilterValues { return {r.vpc.cidr}; }},
    {"cidr-block-association.state", [](const VpcRow&) -> FilterValues { return {"associated"}; }},
    {"dhcp-options-id", [](const VpcRow& r) -> FilterValues { return {r.dhcp_options_id}; }},
    {"ipv6-cidr-block-association.association-id", no_values},
    {"ipv6-cidr-block-association.ipv6-cidr-block", no_values},
    {"ipv6-cidr-block-association.ipv6-pool", no_values},
    {"ipv6-cidr-block-association.state", no_values},
    {"is-default", [](const VpcRow& r) -> FilterValues { return {filter_text(r.vpc.is_default)}; }},
    {"isDefault", [](const VpcRow& r) -> FilterValues { return {filter_text(r.vpc.is_default)}; }},
    {"owner-id", [](const VpcRow& r) -> FilterValues { return {r.owner_id}; }},
    {"state", [](const VpcRow&) -> FilterValues { return {"available"}; }},
    {"vpc-id", [](const VpcRow& r) -> FilterValues { return {r.vpc.id}; }},
};

}  // namespace

/// Lists VPCs: the default one, those that were made and those of adopted subnets.
/// Errors: InvalidVpcID.NotFound, those of filters and pages.
/// Source: EC2 API Reference, DescribeVpcs.
Result<api::ec2::DescribeVpcsResult> describe_vpcs(Ec2& ec2,
                                                   const api::ec2::DescribeVpcsRequest& request) {
  const auto filters = TRY(Filters<VpcRow>::create(request.filters, vpc_fields, tags_of_row));
  const Catalogue& catalogue = ec2.catalogue();
  std::vector<VpcRow> rows;
  for (const Vpc& vpc : catalogue.vpcs()) {
    rows.push_back({.vpc = vpc,
                    .owner_id = ec2.place().account,
                    .dhcp_options_id = catalogue.derived_id("dopt-", "default"),
                    .association_id = catalogue.derived_id("vpc-cidr-assoc-", vpc.id),
                    .tags = catalogue.tags(vpc.id)});
  }
  const auto id_of = [](const VpcRow& row) { return row.vpc.id; };
  TRY(select(rows, request.vpc_ids, id_of, errors::vpc_not_found));
  std::erase_if(rows, [&](const VpcRow& row) { return !filters.pass(row); });
  const PageRequest paging{.operation = "DescribeVpcs",
                           .max_results = request.max_results,
                           .next_token = request.next_token};
  const auto page = TRY(page_of(std::move(rows), paging, id_of));
  api::ec2::DescribeVpcsResult result;
  for (const VpcRow& row : page.items) result.vpcs.push_back(render_vpc(ec2, row.vpc));
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
