#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {

/// Attaches an internet gateway to a VPC.
/// Errors: InvalidInternetGatewayID.NotFound, InvalidVpcID.NotFound, Resource.AlreadyAssociated,
/// InvalidParameterValue.
/// Source: EC2 API Reference, AttachInternetGateway.
Result<api::ec2::AttachInternetGatewayResult> attach_internet_gateway(
    Ec2& ec2, const api::ec2::AttachInternetGatewayRequest& request) {
  InternetGateway gateway = TRY(find_internet_gateway(ec2, request.internet_gateway_id));
  const Vpc vpc = TRY(ec2.catalogue().vpc(request.vpc_id));
  if (!gateway.vpc_id.empty()) {
    return refuse(errors::gateway_attached(gateway.id, gateway.vpc_id));
  }
  for (const InternetGateway& each : ec2.catalogue().internet_gateways()) {
    if (each.vpc_id == vpc.id) return refuse(errors::vpc_has_gateway(vpc.id));
  }
  gateway.vpc_id = vpc.id;
  ec2.catalogue().put_internet_gateway(std::move(gateway));
  return api::ec2::AttachInternetGatewayResult{};
}

}  // namespace spotdrill::ec2
