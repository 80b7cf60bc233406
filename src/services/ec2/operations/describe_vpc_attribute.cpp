#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {

/// Shows one attribute of a VPC.
/// Errors: InvalidVpcID.NotFound, InvalidParameterValue.
/// Source: EC2 API Reference, DescribeVpcAttribute.
Result<api::ec2::DescribeVpcAttributeResult> describe_vpc_attribute(
    Ec2& ec2, const api::ec2::DescribeVpcAttributeRequest& request) {
  const Vpc vpc = TRY(ec2.catalogue().vpc(request.vpc_id));
  api::ec2::DescribeVpcAttributeResult result;
  result.vpc_id = vpc.id;
  if (request.attribute == "enableDnsSupport") {
    result.enable_dns_support.emplace().value = vpc.dns_support;
  } else if (request.attribute == "enableDnsHostnames") {
    result.enable_dns_hostnames.emplace().value = vpc.dns_hostnames;
  } else if (request.attribute == "enableNetworkAddressUsageMetrics") {
    result.enable_network_address_usage_metrics.emplace().value = false;
  } else {
    return refuse(errors::unknown_attribute(request.attribute));
  }
  return result;
}

}  // namespace spotdrill::ec2
