#include "services/dynamodb/operations.hpp"

namespace spotdrill::dynamodb {

// Source: DynamoDB Developer Guide, "Quotas", Read/write throughput.
Result<api::dynamodb::DescribeLimitsOutput> describe_limits(
    DynamoDb&, const api::dynamodb::DescribeLimitsInput&) {
  constexpr std::int64_t account_units = 80'000;
  constexpr std::int64_t table_units = 40'000;
  api::dynamodb::DescribeLimitsOutput output;
  output.account_max_read_capacity_units = account_units;
  output.account_max_write_capacity_units = account_units;
  output.table_max_read_capacity_units = table_units;
  output.table_max_write_capacity_units = table_units;
  return output;
}

}  // namespace spotdrill::dynamodb
