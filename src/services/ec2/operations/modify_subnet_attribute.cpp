#include "services/ec2/errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {

/// Says whether instances in a subnet get public addresses.
/// Errors: InvalidSubnetID.NotFound, UnsupportedOperation.
/// Source: EC2 API Reference, ModifySubnetAttribute.
Result<api::ec2::ModifySubnetAttributeResult> modify_subnet_attribute(
    Ec2& ec2, const api::ec2::ModifySubnetAttributeRequest& request) {
  Subnet subnet = TRY(ec2.catalogue().subnet(request.subnet_id));
  if (!request.map_public_ip_on_launch) {
    return refuse(errors::unsupported_operation(
        "spotdrill acts on MapPublicIpOnLaunch only of a subnet's attributes."));
  }
  subnet.map_public_ip = request.map_public_ip_on_launch->value.value_or(subnet.map_public_ip);
  ec2.catalogue().put_subnet(std::move(subnet));
  return api::ec2::ModifySubnetAttributeResult{};
}

}  // namespace spotdrill::ec2
