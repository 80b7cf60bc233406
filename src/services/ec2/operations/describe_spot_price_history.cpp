#include <map>

#include "base/iso8601.hpp"
#include "services/ec2/describes.hpp"
#include "services/ec2/filters.hpp"
#include "services/ec2/instance_types.hpp"
#include "services/ec2/pages.hpp"
#include "services/ec2/render_spot.hpp"

namespace spotdrill::ec2 {
namespace {

/// One price of a type in a zone, and since when it has held.
struct SpotPriceRow {
  std::string type;
  AvailabilityZone zone;
  std::string price;
  Instant since;
};

constexpr std::string_view price_product = "Linux/UNIX";

/// Source: EC2 API Reference, DescribeSpotPriceHistory, Filter.N.
constexpr FilterField<SpotPriceRow> price_fields[] = {
    {"availability-zone", [](const SpotPriceRow& r) -> FilterValues { return {r.zone.name}; }},
    {"availability-zone-id", [](const SpotPriceRow& r) -> FilterValues { return {r.zone.id}; }},
    {"instance-type", [](const SpotPriceRow& r) -> FilterValues { return {r.type}; }},
    {"product-description",
     [](const SpotPriceRow&) -> FilterValues { return {std::string{price_product}}; }},
    {"spot-price", [](const SpotPriceRow& r) -> FilterValues { return {r.price}; }},
    {"timestamp", [](const SpotPriceRow& r) -> FilterValues { return {iso8601_seconds(r.since)}; }},
};

std::string price_key(const SpotPriceRow& row) {
  return row.type + "/" + row.zone.name;
}

bool names_product(const std::vector<std::string>& products) {
  return products.empty() || std::ranges::any_of(products, [](const std::string& product) {
           return product == price_product || product == "Linux/UNIX (Amazon VPC)";
         });
}

/// The types that are asked for, or all of the table, by name. Errors: InvalidParameterValue.
Result<std::map<std::string, InstanceType>> wanted_types(const Ec2& ec2,
                                                         const std::vector<std::string>& names) {
  std::map<std::string, InstanceType> types;
  const auto add = [&](const std::string& name) -> Result<void> {
    types.emplace(name, TRY(ec2.catalogue().instance_type(name)));
    return {};
  };
  for (const std::string& name : names) TRY(add(name));
  if (!names.empty()) return types;
  for (const InstanceTypeFacts& facts : instance_type_facts()) TRY(add(std::string{facts.name}));
  return types;
}

}  // namespace

/// Lists Spot prices of Linux.
/// Errors: InvalidParameterValue, those of filters and pages.
/// Source: EC2 API Reference, DescribeSpotPriceHistory.
// DEVIATION: Spot prices do not move here: each type has one price, the same in every zone, a fixed
// part of its On-Demand price, and it has held since midnight.
Result<api::ec2::DescribeSpotPriceHistoryResult> describe_spot_price_history(
    Ec2& ec2, const api::ec2::DescribeSpotPriceHistoryRequest& request) {
  const auto filters = TRY(Filters<SpotPriceRow>::create(request.filters, price_fields));
  const auto types = TRY(wanted_types(ec2, request.instance_types));
  // What held at the start time is told too, since whenever it has, so only an end can be too
  // early.
  const Instant since = std::chrono::floor<std::chrono::days>(ec2.now());
  std::vector<SpotPriceRow> rows;
  for (const auto& [name, type] : types) {
    for (const AvailabilityZone& zone : ec2.catalogue().zones()) {
      if (request.availability_zone.value_or(zone.name) != zone.name) continue;
      if (request.availability_zone_id.value_or(zone.id) != zone.id) continue;
      SpotPriceRow row{name, zone, price_text(type.spot_microdollars), since};
      if (filters.pass(row)) rows.push_back(std::move(row));
    }
  }
  if (!names_product(request.product_descriptions) || request.end_time.value_or(since) < since) {
    rows.clear();
  }
  const PageRequest paging{.operation = "DescribeSpotPriceHistory",
                           .max_results = request.max_results,
                           .next_token = request.next_token,
                           .limits = {.least = 1}};
  const auto page = TRY(page_of(std::move(rows), paging, price_key));
  api::ec2::DescribeSpotPriceHistoryResult result;
  for (const SpotPriceRow& row : page.items) {
    result.spot_price_history.push_back({.availability_zone = row.zone.name,
                                         .availability_zone_id = row.zone.id,
                                         .instance_type = row.type,
                                         .product_description = std::string{price_product},
                                         .spot_price = row.price,
                                         .timestamp = row.since});
  }
  // An empty token is written here where others leave it out, and clients take it for the end.
  result.next_token = page.next_token.value_or("");
  return result;
}

}  // namespace spotdrill::ec2
