#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/read_plan.hpp"
#include "services/ec2/tagging.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {
namespace {

/// "Internet gateways per Region - 5", raised with the VPCs.
constexpr std::size_t gateways_max = 500;

}  // namespace

/// Makes an internet gateway. Nothing is routed by it.
/// Errors: InternetGatewayLimitExceeded.
/// Source: EC2 API Reference, CreateInternetGateway.
Result<api::ec2::CreateInternetGatewayResult> create_internet_gateway(
    Ec2& ec2, const api::ec2::CreateInternetGatewayRequest& request) {
  Tags tags = TRY(read_tag_specifications(request.tag_specifications, "internet-gateway",
                                          {"internet-gateway"}));
  if (ec2.catalogue().internet_gateways().size() >= gateways_max) {
    return refuse(
        errors::too_many("InternetGatewayLimitExceeded", "internet gateways", gateways_max));
  }
  InternetGateway gateway;
  gateway.id = ec2.world().ids.resource("igw-");
  ec2.catalogue().put_internet_gateway(gateway);
  set_tags(ec2, gateway.id, std::move(tags));
  api::ec2::CreateInternetGatewayResult result;
  result.internet_gateway = render_internet_gateway(ec2, gateway);
  return result;
}

}  // namespace spotdrill::ec2
