#include <algorithm>

#include "services/ec2/errors.hpp"
#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {
namespace {

/// "Routes per route table (non-propagated routes) - 50", which AWS raises up to 1,000.
constexpr std::size_t routes_max = 1000;

}  // namespace

/// Adds a route to a table.
/// Errors: InvalidRouteTableID.NotFound, RouteAlreadyExists, InvalidInternetGatewayID.NotFound,
/// MissingParameter, UnsupportedOperation, RouteLimitExceeded.
/// Source: EC2 API Reference, CreateRoute.
Result<api::ec2::CreateRouteResult> create_route(Ec2& ec2,
                                                 const api::ec2::CreateRouteRequest& request) {
  RouteTable table = TRY(find_route_table(ec2, request.route_table_id));
  Route route;
  route.destination =
      request.destination_cidr_block.value_or(request.destination_ipv6_cidr_block.value_or(""));
  if (route.destination.empty()) return refuse(errors::missing_parameter("destinationCidrBlock"));
  route.gateway_id = request.gateway_id.value_or("");
  route.nat_gateway_id = request.nat_gateway_id.value_or("");
  route.network_interface_id = request.network_interface_id.value_or("");
  if (route.gateway_id.starts_with("igw-")) TRY(find_internet_gateway(ec2, route.gateway_id));
  if ((route.gateway_id + route.nat_gateway_id + route.network_interface_id).empty()) {
    return refuse(errors::unsupported_operation(
        "spotdrill has routes to gateways, NAT gateways and network interfaces only."));
  }
  if (std::ranges::find(table.routes, route.destination, &Route::destination) !=
      table.routes.end()) {
    return refuse(errors::route_exists(route.destination));
  }
  if (table.routes.size() >= routes_max) {
    return refuse(errors::too_many("RouteLimitExceeded", "routes", routes_max));
  }
  table.routes.push_back(std::move(route));
  ec2.catalogue().put_route_table(std::move(table));
  api::ec2::CreateRouteResult result;
  result.return_ = true;
  return result;
}

}  // namespace spotdrill::ec2
