#include <algorithm>

#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {

/// Deletes a VPC that has nothing in it but what it was made with.
/// Errors: InvalidVpcID.NotFound, DependencyViolation.
/// Source: EC2 API Reference, DeleteVpc.
Result<api::ec2::DeleteVpcResult> delete_vpc(Ec2& ec2, const api::ec2::DeleteVpcRequest& request) {
  Catalogue& catalogue = ec2.catalogue();
  const Vpc vpc = TRY(catalogue.vpc(request.vpc_id));
  const auto is_in = [&](const auto& each) { return each.vpc_id == vpc.id; };
  const bool used = std::ranges::any_of(catalogue.subnets(), is_in) ||
                    std::ranges::any_of(catalogue.internet_gateways(), is_in) ||
                    std::ranges::any_of(catalogue.security_groups(),
                                        [&](const SecurityGroup& group) {
                                          return is_in(group) && group.name != "default";
                                        }) ||
                    std::ranges::any_of(catalogue.route_tables(), [&](const RouteTable& table) {
                      return is_in(table) && table.main_association_id.empty();
                    });
  if (used) return refuse(errors::has_dependencies("vpc", vpc.id));
  catalogue.erase_vpc(vpc.id);
  return api::ec2::DeleteVpcResult{};
}

}  // namespace spotdrill::ec2
