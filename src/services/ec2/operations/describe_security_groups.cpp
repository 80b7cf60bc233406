#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/describes.hpp"
#include "services/ec2/pages.hpp"
#include "services/ec2/render.hpp"
#include "services/ec2/security_group_rules.hpp"
#include "services/ec2/selection.hpp"

namespace spotdrill::ec2 {
namespace {

struct GroupRow {
  SecurityGroup group;
  std::vector<SecurityGroupRule> rules;
  std::string owner_id;
  std::string arn;
  Tags tags;
};

const Tags& tags_of_row(const GroupRow& row) {
  return row.tags;
}

/// What the rules of one direction have for a filter; what is empty they have not.
template <bool Egress, auto Member>
FilterValues of_rules(const GroupRow& row) {
  FilterValues values;
  for (const SecurityGroupRule& rule : row.rules) {
    if (rule.egress != Egress) continue;
    const auto& value = rule.*Member;
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, std::string>) {
      if (!value.empty()) values.push_back(value);
    } else if (value) {
      values.push_back(std::to_string(*value));
    }
  }
  return values;
}

/// Whose the groups are that rules name.
template <bool Egress>
FilterValues users_of_rules(const GroupRow& row) {
  const bool any = !of_rules<Egress, &SecurityGroupRule::group_id>(row).empty();
  return any ? FilterValues{row.owner_id} : FilterValues{};
}

/// Names of groups that rules name: known of the group itself only.
template <bool Egress>
FilterValues names_of_rules(const GroupRow& row) {
  const FilterValues ids = of_rules<Egress, &SecurityGroupRule::group_id>(row);
  const bool itself = std::ranges::find(ids, row.group.id) != ids.end();
  return itself ? FilterValues{row.group.name} : FilterValues{};
}

/// Source: EC2 API Reference, DescribeSecurityGroups, Filter.N.
constexpr FilterField<GroupRow> group_fields[] = {
    {"description", [](const GroupRow& r) -> FilterValues { return {r.group.description}; }},
    {"egress.ip-permission.cidr", of_rules<true, &SecurityGroupRule::cidr_ipv4>},
    {"egress.ip-permission.from-port", of_rules<true, &SecurityGroupRule::from_port>},
    {"egress.ip-permission.group-id", of_rules<true, &SecurityGroupRule::group_id>},
    {"egress.ip-permission.group-name", names_of_rules<true>},
    {"egress.ip-permission.ipv6-cidr", of_rules<true, &SecurityGroupRule::cidr_ipv6>},
    {"egress.ip-permission.prefix-list-id", of_rules<true, &SecurityGroupRule::prefix_list_id>},
    {"egress.ip-permission.protocol", of_rules<true, &SecurityGroupRule::protocol>},
    {"egress.ip-permission.to-port", of_rules<true, &SecurityGroupRule::to_port>},
    {"egress.ip-permission.user-id", users_of_rules<true>},
    {"group-id", [](const GroupRow& r) -> FilterValues { return {r.group.id}; }},
    {"group-name", [](const GroupRow& r) -> FilterValues { return {r.group.name}; }},
    {"ip-permission.cidr", of_rules<false, &SecurityGroupRule::cidr_ipv4>},
    {"ip-permission.from-port", of_rules<false, &SecurityGroupRule::from_port>},
    {"ip-permission.group-id", of_rules<false, &SecurityGroupRule::group_id>},
    {"ip-permission.group-name", names_of_rules<false>},
    {"ip-permission.ipv6-cidr", of_rules<false, &SecurityGroupRule::cidr_ipv6>},
    {"ip-permission.prefix-list-id", of_rules<false, &SecurityGroupRule::prefix_list_id>},
    {"ip-permission.protocol", of_rules<false, &SecurityGroupRule::protocol>},
    {"ip-permission.to-port", of_rules<false, &SecurityGroupRule::to_port>},
    {"ip-permission.user-id", users_of_rules<false>},
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
  shown.ip_permissions = render_permissions(row.owner_id, row.rules, /*egress=*/false);
  shown.ip_permissions_egress = render_permissions(row.owner_id, row.rules, /*egress=*/true);
  return shown;
}

}  // namespace

/// Lists security groups: the default ones, those that were made and adopted ones.
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
                    .rules = catalogue.rules(group),
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
