#include "services/ec2/cidr.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/read_plan.hpp"
#include "services/ec2/tagging.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {
namespace {

/// "VPCs per Region - 5", which AWS raises on request up to 100 times that.
// DEVIATION: the quota is the raised one.
constexpr std::size_t vpcs_max = 500;

}  // namespace

/// Makes a VPC, with a main route table and a default security group.
/// Errors: InvalidParameterValue, InvalidVpc.Range, MissingParameter, VpcLimitExceeded.
/// Source: EC2 API Reference, CreateVpc.
Result<api::ec2::CreateVpcResult> create_vpc(Ec2& ec2, const api::ec2::CreateVpcRequest& request) {
  if (!request.cidr_block) return refuse(errors::missing_parameter("cidrBlock"));
  const auto cidr = parse_cidr(*request.cidr_block);
  if (!cidr) return refuse(errors::not_a_cidr(*request.cidr_block));
  // "The allowed block size is between a /28 netmask and /16 netmask".
  if (cidr->prefix_length < 16) return refuse(errors::vpc_range(*request.cidr_block));
  Tags tags = TRY(read_tag_specifications(request.tag_specifications, "vpc", {"vpc"}));
  if (ec2.catalogue().vpcs().size() >= vpcs_max) {
    return refuse(errors::too_many("VpcLimitExceeded", "VPCs", vpcs_max));
  }
  Vpc vpc;
  vpc.id = ec2.world().ids.resource("vpc-");
  vpc.cidr = format_cidr(masked(*cidr));
  vpc.tenancy = request.instance_tenancy.value_or("default");
  ec2.catalogue().put_vpc(vpc);
  set_tags(ec2, vpc.id, std::move(tags));
  api::ec2::CreateVpcResult result;
  result.vpc = render_vpc(ec2, vpc);
  result.vpc->state = "pending";
  return result;
}

}  // namespace spotdrill::ec2
