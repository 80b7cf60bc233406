#include "services/dynamodb/operations.hpp"
#include "services/dynamodb/render.hpp"
#include "services/dynamodb/table_names.hpp"

namespace spotdrill::dynamodb {

Result<api::dynamodb::DescribeTableOutput> describe_table(
    DynamoDb& db, const api::dynamodb::DescribeTableInput& request) {
  const TableRecord* table = TRY(existing_table(db, request.table_name));
  return api::dynamodb::DescribeTableOutput{describe(db, *table)};
}

}  // namespace spotdrill::dynamodb
