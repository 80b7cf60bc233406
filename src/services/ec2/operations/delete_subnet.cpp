#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {

/// Deletes a subnet that nothing is in.
/// Errors: InvalidSubnetID.NotFound, DependencyViolation.
/// Source: EC2 API Reference, DeleteSubnet.
Result<api::ec2::DeleteSubnetResult> delete_subnet(Ec2& ec2,
                                                   const api::ec2::DeleteSubnetRequest& request) {
  const Subnet subnet = TRY(ec2.catalogue().subnet(request.subnet_id));
  if (subnet_is_used(ec2, subnet.id)) {
    return refuse(errors::has_dependencies("subnet", subnet.id));
  }
  for (RouteTable& table : ec2.catalogue().route_tables()) {
    const auto removed = std::erase_if(
        table.associations, [&](const auto& each) { return each.subnet_id == subnet.id; });
    if (removed > 0) ec2.catalogue().put_route_table(std::move(table));
  }
  ec2.catalogue().erase_subnet(subnet.id);
  return api::ec2::DeleteSubnetResult{};
}

}  // namespace spotdrill::ec2
