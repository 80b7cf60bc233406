#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {

/// Takes a route out of a table.
/// Errors: InvalidRouteTableID.NotFound, InvalidRoute.NotFound.
/// Source: EC2 API Reference, DeleteRoute.
Result<api::ec2::DeleteRouteResult> delete_route(Ec2& ec2,
                                                 const api::ec2::DeleteRouteRequest& request) {
  RouteTable table = TRY(find_route_table(ec2, request.route_table_id));
  const std::string destination =
      request.destination_cidr_block.value_or(request.destination_ipv6_cidr_block.value_or(""));
  const auto removed = std::erase_if(
      table.routes, [&](const Route& route) { return route.destination == destination; });
  if (removed == 0) return refuse(errors::route_not_found(destination, table.id));
  ec2.catalogue().put_route_table(std::move(table));
  return api::ec2::DeleteRouteResult{};
}

}  // namespace spotdrill::ec2
