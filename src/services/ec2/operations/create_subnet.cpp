#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/cidr.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/read_plan.hpp"
#include "services/ec2/tagging.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {
namespace {

/// "Subnets per VPC - 200". Source: VPC User Guide, "Amazon VPC quotas".
constexpr std::size_t subnets_in_vpc_max = 200;

/// The zone that is named, or the first.
/// Errors: InvalidParameterValue.
Result<AvailabilityZone> zone_of_subnet(const Ec2& ec2,
                                        const api::ec2::CreateSubnetRequest& request) {
  const AvailabilityZone* zone =
      ec2.catalogue().find_zone(request.availability_zone, request.availability_zone_id);
  if (zone != nullptr) return *zone;
  return refuse(errors::invalid_availability_zone(
      request.availability_zone.value_or(request.availability_zone_id.value_or(""))));
}

/// Errors: InvalidParameterValue, InvalidSubnet.Range, InvalidSubnet.Conflict,
/// SubnetLimitExceeded.
Result<std::string> free_block(const Ec2& ec2, const Vpc& vpc, const std::string& text) {
  auto block = parse_cidr(text);
  if (!block) return refuse(errors::not_a_cidr(text));
  block = masked(*block);
  const auto around = parse_cidr(vpc.cidr);
  if (!around || block->prefix_length < 16 || !around->contains(block->network) ||
      !around->contains(block->last())) {
    return refuse(errors::subnet_range(text));
  }
  std::size_t count = 0;
  for (const Subnet& subnet : ec2.catalogue().subnets()) {
    if (subnet.vpc_id != vpc.id) continue;
    ++count;
    const auto other = parse_cidr(subnet.cidr);
    if (other && (other->contains(block->network) || block->contains(other->network))) {
      return refuse(errors::subnet_conflict(text));
    }
  }
  if (count >= subnets_in_vpc_max) {
    return refuse(errors::too_many("SubnetLimitExceeded", "subnets", subnets_in_vpc_max));
  }
  return format_cidr(*block);
}

}  // namespace

/// Makes a subnet in a VPC.
/// Errors: InvalidVpcID.NotFound, InvalidParameterValue, InvalidSubnet.Range,
/// InvalidSubnet.Conflict, MissingParameter, SubnetLimitExceeded.
/// Source: EC2 API Reference, CreateSubnet.
Result<api::ec2::CreateSubnetResult> create_subnet(Ec2& ec2,
                                                   const api::ec2::CreateSubnetRequest& request) {
  const Vpc vpc = TRY(ec2.catalogue().vpc(request.vpc_id));
  if (!request.cidr_block) return refuse(errors::missing_parameter("cidrBlock"));
  const AvailabilityZone zone = TRY(zone_of_subnet(ec2, request));
  Subnet subnet;
  subnet.cidr = TRY(free_block(ec2, vpc, *request.cidr_block));
  Tags tags = TRY(read_tag_specifications(request.tag_specifications, "subnet", {"subnet"}));
  subnet.id = ec2.world().ids.resource("subnet-");
  subnet.vpc_id = vpc.id;
  subnet.availability_zone = zone.name;
  subnet.availability_zone_id = zone.id;
  ec2.catalogue().put_subnet(subnet);
  set_tags(ec2, subnet.id, std::move(tags));
  api::ec2::CreateSubnetResult result;
  result.subnet = render_subnet(ec2, subnet);
  return result;
}

}  // namespace spotdrill::ec2
