#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/describes.hpp"
#include "services/ec2/pages.hpp"
#include "services/ec2/render.hpp"
#include "services/ec2/selection.hpp"

namespace spotdrill::ec2 {
namespace {

struct GroupRow {
  SecurityGroup group;
  std::string owner_id;
  std::string arn;
  Tags tags;

  /// "A default security group … allows inbound traffic from all resources that are assigned to the
  /// security group". Every group allows all outbound traffic.
  [[nodiscard]] bool admits_itself() const { return group.name == "default"; }
};

const Tags& tags_of_row(const GroupRow& row) {
  return row.tags;
}
FilterValues no_values(const GroupRow&) {
  return {};
}

/// A value of the rule that only default groups have: from the group itself.
template <const char* Value>
FilterValues of_inbound_rule(const GroupRow& row) {
  if (!row.admits_itself()) return {};
  return {Value};
}
constexpr char any_protocol[] = "-1";
constexpr char any_address[] = "0.0.0.0/0";

FilterValues inbound_group_id(const GroupRow& row) {
  if (!row.admits_itself()) return {};
  return {row.group.id};
}
FilterValues inbound_group_name(const GroupRow& row) {
  if (!row.admits_itself()) return {};
  return {row.group.name};
}
FilterValues inbound_user(const GroupRow& row) {
  if (!row.admits_itself()) return {};
  return {row.owner_id};
}

/// Source: EC2 API Reference, DescribeSecurityGroups, Filter.N.
constexpr FilterField<GroupRow> group_fields[] = {
    {"description", [](const GroupRow& r) -> FilterValues { return {r.group.description}; }},
    {"egress.ip-permission.cidr", [](const GroupRow&) -> FilterValues { return {any_address}; }},
    {"egress.ip-permission.from-port", no_values},
    {"egress.ip-permission.group-id", no_values},
    {"egress.ip-permission.group-name", no_values},
    {"egress.ip-permission.ipv6-cidr", no_values},
    {"egress.ip-permission.prefix-list-id", no_values},
    {"egress.ip-permission.protocol",
     [](const GroupRow&) -> FilterValues { return {any_protocol}; }},
    {"egress.ip-permission.to-port", no_values},
    {"egress.ip-permission.user-id", no_values},
    {"group-id", [](const GroupRow& r) -> FilterValues { return {r.group.id}; }},
    {"group-name", [](const GroupRow& r) -> FilterValues { return {r.group.name}; }},
    {"ip-permission.cidr", no_values},
    {"ip-permission.from-port", no_values},
    {"ip-permission.group-id", inbound_group_id},
    {"ip-permission.group-name", inbound_group_name},
    {"ip-permission.ipv6-cidr", no_values},
    {"ip-permission.prefix-list-id", no_values},
    {"ip-permission.protocol", of_inbound_rule<any_protocol>},
    {"ip-permission.to-port", no_values},
    {"ip-permission.user-id", inbound_user},
    {"owner-id", [](const GroupRow& r) -> FilterValues { return {r.owner_id}; }},
    {"vpc-id", [](const GroupRow& r) -> FilterValues { return {r.group.vpc_id}; }},
};

api::ec2::SecurityGroup render_group(const GroupRow& row) {
  api::ec2::SecurityGroup shown;
  shown.group_id = row.group.id;
  shown.group_name = row.group.name;
  shown.description = row.group.description;
  shown.vpc_id = row.group.vpc_id;
  shown.owner_id = row.owner_id;
  shown.security_group_arn = row.arn;
  shown.tags = render_tags(row.tags);
  auto& egress = shown.ip_permissions_egress.emplace_back();
  egress.ip_protocol = any_protocol;
  egress.ip_ranges.emplace_back().cidr_ip = any_address;
  if (!row.admits_itself()) return shown;
  auto& ingress = shown.ip_permissions.emplace_back();
  ingress.ip_protocol = any_protocol;
  auto& pair = ingress.user_id_group_pairs.emplace_back();
  pair.user_id = row.owner_id;
  pair.group_id = row.group.id;
  return shown;
}

}  // namespace

/// Lists security groups: the default ones and adopted ones.
/// Errors: InvalidGroup.NotFound, InvalidGroupId.Malformed, those of filters and pages.
/// Source: EC2 API Reference, DescribeSecurityGroups.
Result<api::ec2::DescribeSecurityGroupsResult> describe_security_groups(
    Ec2& ec2, const api::ec2::DescribeSecurityGroupsRequest& request) {
  if (!request.group_ids.empty() && request.max_results) {
    return refuse(errors::max_results_with("securityGroupIds"));
  }
  const auto filters = TRY(Filters<GroupRow>::create(request.filters, group_fields, tags_of_row));
  Catalogue& catalogue = ec2.catalogue();
  // To be asked for by id or name is to be named: with lenient ids that adopts a group.
  for (const std::string& id : request.group_ids) TRY(catalogue.security_group(id));
  std::vector<std::string> ids = request.group_ids;
  for (const std::string& name : request.group_names) {
    ids.push_back(TRY(catalogue.security_group_named(name)).id);
  }
  std::vector<GroupRow> rows;
  for (const SecurityGroup& group : catalogue.security_groups()) {
    rows.push_back({.group = group,
                    .owner_id = ec2.place().account,
                    .arn = ec2.place().arn("ec2", "security-group/" + group.id),
                    .tags = catalogue.tags(group.id)});
  }
  const auto id_of = [](const GroupRow& row) { return row.group.id; };
  TRY(select(rows, ids, id_of, errors::group_not_found));
  std::erase_if(rows, [&](const GroupRow& row) { return !filters.pass(row); });
  const PageRequest paging{.operation = "DescribeSecurityGroups",
                           .max_results = request.max_results,
                           .next_token = request.next_token};
  const auto page = TRY(page_of(std::move(rows), paging, id_of));
  api::ec2::DescribeSecurityGroupsResult result;
  for (const GroupRow& row : page.items) result.security_groups.push_back(render_group(row));
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
