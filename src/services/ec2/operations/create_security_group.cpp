#include <algorithm>

#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/read_plan.hpp"
#include "services/ec2/render.hpp"
#include "services/ec2/tagging.hpp"

namespace spotdrill::ec2 {
namespace {

/// "VPC security groups per Region - 2,500". Source: VPC User Guide, "Amazon VPC quotas".
constexpr std::size_t security_groups_max = 2500;

/// "Constraints: Up to 255 characters in length. Can't start with sg-."
Result<void> check_group_name(const std::string& name) {
  if (name.empty()) return refuse(errors::missing_parameter("groupName"));
  if (name.size() > 255 || name.starts_with("sg-")) {
    return refuse(errors::invalid_value("groupName", name,
                                        "Up to 255 characters that don't start with sg-."));
  }
  return {};
}

}  // namespace

/// Makes a security group, which allows all outbound traffic.
/// Errors: InvalidGroup.Duplicate, InvalidVpcID.NotFound, InvalidParameterValue, MissingParameter,
/// SecurityGroupLimitExceeded.
/// Source: EC2 API Reference, CreateSecurityGroup.
Result<api::ec2::CreateSecurityGroupResult> create_security_group(
    Ec2& ec2, const api::ec2::CreateSecurityGroupRequest& request) {
  Catalogue& catalogue = ec2.catalogue();
  TRY(check_group_name(request.group_name));
  Tags tags = TRY(
      read_tag_specifications(request.tag_specifications, "security-group", {"security-group"}));
  const Vpc vpc = TRY(catalogue.vpc(request.vpc_id.value_or(catalogue.default_vpc_id())));
  const std::vector<SecurityGroup> known = catalogue.security_groups();
  if (std::ranges::any_of(known, [&](const SecurityGroup& each) {
        return each.name == request.group_name && each.vpc_id == vpc.id;
      })) {
    return refuse(errors::group_exists(request.group_name, vpc.id));
  }
  if (known.size() >= security_groups_max) {
    return refuse(
        errors::too_many("SecurityGroupLimitExceeded", "security groups", security_groups_max));
  }
  SecurityGroup group;
  group.id = ec2.world().ids.resource("sg-");
  group.name = request.group_name;
  group.description = request.description;
  group.vpc_id = vpc.id;
  api::ec2::CreateSecurityGroupResult result;
  result.group_id = group.id;
  result.security_group_arn = ec2.place().arn("ec2", "security-group/" + group.id);
  result.tags = render_tags(tags);
  catalogue.put_security_group(group);
  set_tags(ec2, group.id, std::move(tags));
  return result;
}

}  // namespace spotdrill::ec2
