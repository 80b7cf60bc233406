#include "services/dynamodb/operations.hpp"
#include "services/dynamodb/render.hpp"
#include "services/dynamodb/table_names.hpp"

namespace spotdrill::dynamodb {

Result<api::dynamodb::DescribeTimeToLiveOutput> describe_time_to_live(
    DynamoDb& db, const api::dynamodb::DescribeTimeToLiveInput& request) {
  const TableRecord* table = TRY(existing_table(db, request.table_name));
  return api::dynamodb::DescribeTimeToLiveOutput{describe_ttl(*table)};
}

}  // namespace spotdrill::dynamodb
