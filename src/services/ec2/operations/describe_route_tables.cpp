#include "services/ec2/describe.hpp"
#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {
namespace {

struct RouteTableRow {
  RouteTable item;
  Tags tags;
};

/// Source: EC2 API Reference, DescribeRouteTables, Filter.N.
constexpr FilterField<RouteTableRow> route_tables_fields[] = {
    {"association.main",
     [](const RouteTableRow& r) -> FilterValues {
       return {filter_text(!r.item.main_association_id.empty())};
     }},
    {"association.route-table-association-id",
     [](const RouteTableRow& r) {
       FilterValues values;
       values.push_back(r.item.main_association_id);
       for (const auto& each : r.item.associations) values.push_back(each.id);
       return values;
     }},
    {"association.route-table-id",
     [](const RouteTableRow& r) -> FilterValues { return {r.item.id}; }},
    {"association.subnet-id",
     [](const RouteTableRow& r) {
       FilterValues values;
       for (const auto& each : r.item.associations) values.push_back(each.subnet_id);
       return values;
     }},
    {"route.destination-cidr-block",
     [](const RouteTableRow& r) {
       FilterValues values;
       for (const auto& each : r.item.routes) values.push_back(each.destination);
       return values;
     }},
    {"route.gateway-id",
     [](const RouteTableRow& r) {
       FilterValues values;
       for (const auto& each : r.item.routes) values.push_back(each.gateway_id);
       return values;
     }},
    {"route-table-id", [](const RouteTableRow& r) -> FilterValues { return {r.item.id}; }},
    {"vpc-id", [](const RouteTableRow& r) -> FilterValues { return {r.item.vpc_id}; }},
};

}  // namespace

/// Lists route tables: the main one of each VPC, and those that were made.
/// Errors: InvalidRouteTableID.NotFound, those of filters and pages.
/// Source: EC2 API Reference, DescribeRouteTables.
Result<api::ec2::DescribeRouteTablesResult> describe_route_tables(
    Ec2& ec2, const api::ec2::DescribeRouteTablesRequest& request) {
  std::vector<RouteTableRow> rows;
  for (RouteTable& table : ec2.catalogue().route_tables()) {
    const std::string id = table.id;
    rows.push_back({.item = std::move(table), .tags = ec2.catalogue().tags(id)});
  }
  const auto page = TRY(describe(
      std::move(rows), request.route_table_ids, request,
      Description<RouteTableRow>{.operation = "DescribeRouteTables",
                                 .fields = route_tables_fields,
                                 .id_of = [](const RouteTableRow& row) { return row.item.id; },
                                 .not_found = errors::route_table_not_found}));
  api::ec2::DescribeRouteTablesResult result;
  for (const RouteTableRow& row : page.items)
    result.route_tables.push_back(render_route_table(ec2, row.item));
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
