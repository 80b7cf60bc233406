#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/read_plan.hpp"
#include "services/ec2/tagging.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {
namespace {

/// "Route tables per VPC - 200". Source: VPC User Guide, "Amazon VPC quotas"; here of a region.
constexpr std::size_t route_tables_max = 2000;

}  // namespace

/// Makes a route table, with the local route in it.
/// Errors: InvalidVpcID.NotFound, RouteTableLimitExceeded.
/// Source: EC2 API Reference, CreateRouteTable.
Result<api::ec2::CreateRouteTableResult> create_route_table(
    Ec2& ec2, const api::ec2::CreateRouteTableRequest& request) {
  const Vpc vpc = TRY(ec2.catalogue().vpc(request.vpc_id));
  Tags tags =
      TRY(read_tag_specifications(request.tag_specifications, "route-table", {"route-table"}));
  if (ec2.catalogue().route_tables().size() >= route_tables_max) {
    return refuse(errors::too_many("RouteTableLimitExceeded", "route tables", route_tables_max));
  }
  RouteTable table;
  table.id = ec2.world().ids.resource("rtb-");
  table.vpc_id = vpc.id;
  ec2.catalogue().put_route_table(table);
  set_tags(ec2, table.id, std::move(tags));
  api::ec2::CreateRouteTableResult result;
  result.route_table = render_route_table(ec2, table);
  result.client_token = request.client_token;
  return result;
}

}  // namespace spotdrill::ec2
