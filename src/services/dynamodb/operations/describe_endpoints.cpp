#include "services/dynamodb/operations.hpp"

namespace spotdrill::dynamodb {

Result<api::dynamodb::DescribeEndpointsResponse> describe_endpoints(
    DynamoDb& db, const api::dynamodb::DescribeEndpointsRequest&) {
  constexpr std::int64_t cache_period_in_minutes = 1440;  // As AWS answers.
  api::dynamodb::DescribeEndpointsResponse output;
  output.endpoints.push_back(
      {"dynamodb." + db.place().region + ".amazonaws.com", cache_period_in_minutes});
  return output;
}

}  // namespace spotdrill::dynamodb
