#include "services/ec2/describe.hpp"
#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {
namespace {

struct AclRow {
  Vpc item;
  std::string acl_id;
  Tags tags;
};

/// Source: EC2 API Reference, DescribeNetworkAcls, Filter.N.
constexpr FilterField<AclRow> network_acls_fields[] = {
    {"default", [](const AclRow&) -> FilterValues { return {"true"}; }},
    {"network-acl-id", [](const AclRow& r) -> FilterValues { return {r.acl_id}; }},
    {"vpc-id", [](const AclRow& r) -> FilterValues { return {r.item.id}; }},
};

api::ec2::NetworkAcl render_acl(const Ec2& ec2, const Vpc& vpc, const std::string& id) {
  api::ec2::NetworkAcl shown;
  shown.network_acl_id = id;
  shown.vpc_id = vpc.id;
  shown.owner_id = ec2.place().account;
  shown.is_default = true;
  for (const bool egress : {true, false}) {
    for (const std::int32_t number : {100, 32767}) {
      auto& entry = shown.entries.emplace_back();
      entry.cidr_block = "0.0.0.0/0";
      entry.egress = egress;
      entry.protocol = "-1";
      entry.rule_action = number == 100 ? "allow" : "deny";
      entry.rule_number = number;
    }
  }
  for (const Subnet& subnet : ec2.catalogue().subnets()) {
    if (subnet.vpc_id != vpc.id) continue;
    auto& association = shown.associations.emplace_back();
    association.network_acl_association_id = ec2.catalogue().derived_id("aclassoc-", subnet.id);
    association.network_acl_id = id;
    association.subnet_id = subnet.id;
  }
  return shown;
}

}  // namespace

/// Lists network ACLs: each VPC has its default one, which allows everything.
/// Errors: InvalidNetworkAclID.NotFound, those of filters and pages.
/// Source: EC2 API Reference, DescribeNetworkAcls.
Result<api::ec2::DescribeNetworkAclsResult> describe_network_acls(
    Ec2& ec2, const api::ec2::DescribeNetworkAclsRequest& request) {
  std::vector<AclRow> rows;
  for (const Vpc& vpc : ec2.catalogue().vpcs()) {
    const std::string id = ec2.catalogue().derived_id("acl-", vpc.id);
    rows.push_back({.item = vpc, .acl_id = id, .tags = ec2.catalogue().tags(id)});
  }
  const auto page =
      TRY(describe(std::move(rows), request.network_acl_ids, request,
                   Description<AclRow>{.operation = "DescribeNetworkAcls",
                                       .fields = network_acls_fields,
                                       .id_of = [](const AclRow& row) { return row.acl_id; },
                                       .not_found = errors::network_acl_not_found}));
  api::ec2::DescribeNetworkAclsResult result;
  for (const AclRow& row : page.items)
    result.network_acls.push_back(render_acl(ec2, row.item, row.acl_id));
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
