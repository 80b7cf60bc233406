#include "services/ec2/errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {

/// Takes a route table from a subnet, which has the main one then.
/// Errors: InvalidAssociationID.NotFound.
/// Source: EC2 API Reference, DisassociateRouteTable.
Result<api::ec2::DisassociateRouteTableResult> disassociate_route_table(
    Ec2& ec2, const api::ec2::DisassociateRouteTableRequest& request) {
  for (RouteTable& table : ec2.catalogue().route_tables()) {
    const auto removed = std::erase_if(
        table.associations, [&](const auto& each) { return each.id == request.association_id; });
    if (removed == 0) continue;
    ec2.catalogue().put_route_table(std::move(table));
    return api::ec2::DisassociateRouteTableResult{};
  }
  return refuse(
      errors::refusal("InvalidAssociationID.NotFound",
                      "The association ID '" + request.association_id + "' does not exist"));
}

}  // namespace spotdrill::ec2
