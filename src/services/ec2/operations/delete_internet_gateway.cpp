#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {

/// Deletes an internet gateway that no VPC has.
/// Errors: InvalidInternetGatewayID.NotFound, DependencyViolation.
/// Source: EC2 API Reference, DeleteInternetGateway.
Result<api::ec2::DeleteInternetGatewayResult> delete_internet_gateway(
    Ec2& ec2, const api::ec2::DeleteInternetGatewayRequest& request) {
  const InternetGateway gateway = TRY(find_internet_gateway(ec2, request.internet_gateway_id));
  if (!gateway.vpc_id.empty()) {
    return refuse(errors::has_dependencies("internetGateway", gateway.id));
  }
  ec2.catalogue().erase_internet_gateway(gateway.id);
  return api::ec2::DeleteInternetGatewayResult{};
}

}  // namespace spotdrill::ec2
