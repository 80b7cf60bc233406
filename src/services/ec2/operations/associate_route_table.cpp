#include <algorithm>

#include "services/ec2/errors.hpp"
#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {

/// Gives a subnet a route table.
/// Errors: InvalidRouteTableID.NotFound, InvalidSubnetID.NotFound, Resource.AlreadyAssociated,
/// UnsupportedOperation.
/// Source: EC2 API Reference, AssociateRouteTable.
Result<api::ec2::AssociateRouteTableResult> associate_route_table(
    Ec2& ec2, const api::ec2::AssociateRouteTableRequest& request) {
  RouteTable table = TRY(find_route_table(ec2, request.route_table_id));
  if (!request.subnet_id) {
    return refuse(
        errors::unsupported_operation("spotdrill associates route tables with subnets only."));
  }
  const Subnet subnet = TRY(ec2.catalogue().subnet(*request.subnet_id));
  for (const RouteTable& each : ec2.catalogue().route_tables()) {
    const auto found =
        std::ranges::find(each.associations, subnet.id, &RouteTableAssociation::subnet_id);
    if (found != each.associations.end()) {
      return refuse(errors::table_already_associated(each.id));
    }
  }
  RouteTableAssociation& made = table.associations.emplace_back();
  made.id = ec2.world().ids.resource("rtbassoc-");
  made.subnet_id = subnet.id;
  api::ec2::AssociateRouteTableResult result;
  result.association_id = made.id;
  result.association_state.emplace().state = "associated";
  ec2.catalogue().put_route_table(std::move(table));
  return result;
}

}  // namespace spotdrill::ec2
