#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {

/// Deletes a route table that no subnet and no VPC has.
/// Errors: InvalidRouteTableID.NotFound, DependencyViolation.
/// Source: EC2 API Reference, DeleteRouteTable.
Result<api::ec2::DeleteRouteTableResult> delete_route_table(
    Ec2& ec2, const api::ec2::DeleteRouteTableRequest& request) {
  const RouteTable table = TRY(find_route_table(ec2, request.route_table_id));
  if (!table.main_association_id.empty() || !table.associations.empty()) {
    return refuse(errors::has_dependencies("routeTable", table.id));
  }
  ec2.catalogue().erase_route_table(table.id);
  return api::ec2::DeleteRouteTableResult{};
}

}  // namespace spotdrill::ec2
