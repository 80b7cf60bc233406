#include <algorithm>

#include "services/ec2/errors.hpp"
#include "services/ec2/instance_operations.hpp"

namespace spotdrill::ec2 {

/// Tells of the account: its default VPC, and quotas as AWS gives them to a new account.
/// Errors: InvalidParameterValue.
/// Source: EC2 API Reference, DescribeAccountAttributes.
Result<api::ec2::DescribeAccountAttributesResult> describe_account_attributes(
    Ec2& ec2, const api::ec2::DescribeAccountAttributesRequest& request) {
  const std::pair<std::string_view, std::string> attributes[] = {
      {"supported-platforms", "VPC"}, {"default-vpc", ec2.catalogue().default_vpc_id()},
      {"max-instances", "20"},        {"vpc-max-security-groups-per-interface", "5"},
      {"max-elastic-ips", "5"},       {"vpc-max-elastic-ips", "5"},
  };
  for (const std::string& name : request.attribute_names) {
    if (std::ranges::none_of(attributes, [&](const auto& each) { return each.first == name; })) {
      return refuse(errors::invalid_value("attributeName", name, "Unknown account attribute."));
    }
  }
  api::ec2::DescribeAccountAttributesResult result;
  for (const auto& [name, value] : attributes) {
    const auto& wanted = request.attribute_names;
    if (!wanted.empty() && std::ranges::find(wanted, name) == wanted.end()) continue;
    auto& shown = result.account_attributes.emplace_back();
    shown.attribute_name = name;
    shown.attribute_values.emplace_back().attribute_value = value;
  }
  return result;
}

}  // namespace spotdrill::ec2
