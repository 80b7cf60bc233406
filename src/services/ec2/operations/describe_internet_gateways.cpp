#include "services/ec2/describe.hpp"
#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {
namespace {

struct GatewayRow {
  InternetGateway item;
  Tags tags;
};

/// Source: EC2 API Reference, DescribeInternetGateways, Filter.N.
constexpr FilterField<GatewayRow> internet_gateways_fields[] = {
    {"attachment.state",
     [](const GatewayRow& r) -> FilterValues {
       return r.item.vpc_id.empty() ? FilterValues{} : FilterValues{"available"};
     }},
    {"attachment.vpc-id", [](const GatewayRow& r) -> FilterValues { return {r.item.vpc_id}; }},
    {"internet-gateway-id", [](const GatewayRow& r) -> FilterValues { return {r.item.id}; }},
};

}  // namespace

/// Lists internet gateways: the default VPC's, and those that were made.
/// Errors: InvalidInternetGatewayID.NotFound, those of filters and pages.
/// Source: EC2 API Reference, DescribeInternetGateways.
Result<api::ec2::DescribeInternetGatewaysResult> describe_internet_gateways(
    Ec2& ec2, const api::ec2::DescribeInternetGatewaysRequest& request) {
  std::vector<GatewayRow> rows;
  for (InternetGateway& gateway : ec2.catalogue().internet_gateways()) {
    const std::string id = gateway.id;
    rows.push_back({.item = std::move(gateway), .tags = ec2.catalogue().tags(id)});
  }
  const auto page = TRY(
      describe(std::move(rows), request.internet_gateway_ids, request,
               Description<GatewayRow>{.operation = "DescribeInternetGateways",
                                       .fields = internet_gateways_fields,
                                       .id_of = [](const GatewayRow& row) { return row.item.id; },
                                       .not_found = errors::gateway_not_found}));
  api::ec2::DescribeInternetGatewaysResult result;
  for (const GatewayRow& row : page.items)
    result.internet_gateways.push_back(render_internet_gateway(ec2, row.item));
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
