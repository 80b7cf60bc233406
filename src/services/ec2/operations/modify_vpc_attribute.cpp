#include "services/ec2/network_operations.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {

/// Changes attributes of a VPC.
/// Errors: InvalidVpcID.NotFound.
/// Source: EC2 API Reference, ModifyVpcAttribute.
// DEVIATION: they are kept and shown; names are looked up here whatever they say.
Result<api::ec2::ModifyVpcAttributeResult> modify_vpc_attribute(
    Ec2& ec2, const api::ec2::ModifyVpcAttributeRequest& request) {
  Vpc vpc = TRY(ec2.catalogue().vpc(request.vpc_id));
  if (request.enable_dns_support) {
    vpc.dns_support = request.enable_dns_support->value.value_or(vpc.dns_support);
  }
  if (request.enable_dns_hostnames) {
    vpc.dns_hostnames = request.enable_dns_hostnames->value.value_or(vpc.dns_hostnames);
  }
  ec2.catalogue().put_vpc(std::move(vpc));
  return api::ec2::ModifyVpcAttributeResult{};
}

}  // namespace spotdrill::ec2
