#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {

/// Detaches an internet gateway from its VPC.
/// Errors: InvalidInternetGatewayID.NotFound, Gateway.NotAttached.
/// Source: EC2 API Reference, DetachInternetGateway.
Result<api::ec2::DetachInternetGatewayResult> detach_internet_gateway(
    Ec2& ec2, const api::ec2::DetachInternetGatewayRequest& request) {
  InternetGateway gateway = TRY(find_internet_gateway(ec2, request.internet_gateway_id));
  if (gateway.vpc_id != request.vpc_id) {
    return refuse(errors::gateway_not_attached(gateway.id, request.vpc_id));
  }
  gateway.vpc_id.clear();
  ec2.catalogue().put_internet_gateway(std::move(gateway));
  return api::ec2::DetachInternetGatewayResult{};
}

}  // namespace spotdrill::ec2
