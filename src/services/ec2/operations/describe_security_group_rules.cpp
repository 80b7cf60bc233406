#include "services/ec2/describe.hpp"
#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/security_group_rules.hpp"

namespace spotdrill::ec2 {
namespace {

struct RuleRow {
  SecurityGroup group;
  SecurityGroupRule rule;
  Tags tags;
};

/// Source: EC2 API Reference, DescribeSecurityGroupRules, Filter.N.
constexpr FilterField<RuleRow> rule_fields[] = {
    {"group-id", [](const RuleRow& r) -> FilterValues { return {r.group.id}; }},
    {"security-group-rule-id", [](const RuleRow& r) -> FilterValues { return {r.rule.id}; }},
};

}  // namespace

/// Lists the rules of security groups.
/// Errors: InvalidSecurityGroupRuleId.NotFound, those of filters and pages.
/// Source: EC2 API Reference, DescribeSecurityGroupRules.
Result<api::ec2::DescribeSecurityGroupRulesResult> describe_security_group_rules(
    Ec2& ec2, const api::ec2::DescribeSecurityGroupRulesRequest& request) {
  std::vector<RuleRow> rows;
  for (const SecurityGroup& group : ec2.catalogue().security_groups()) {
    for (const SecurityGroupRule& rule : ec2.catalogue().rules(group)) {
      rows.push_back({.group = group, .rule = rule, .tags = ec2.catalogue().tags(rule.id)});
    }
  }
  const auto page =
      TRY(describe(std::move(rows), request.security_group_rule_ids, request,
                   Description<RuleRow>{.operation = "DescribeSecurityGroupRules",
                                        .fields = rule_fields,
                                        .id_of = [](const RuleRow& row) { return row.rule.id; },
                                        .not_found = errors::rule_ids_not_found}));
  api::ec2::DescribeSecurityGroupRulesResult result;
  for (const RuleRow& row : page.items) {
    result.security_group_rules.push_back(render_rule(ec2, row.group, row.rule));
  }
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
