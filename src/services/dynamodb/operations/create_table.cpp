#include "services/dynamodb/definition.hpp"
#include "services/dynamodb/errors.hpp"
#include "services/dynamodb/operations.hpp"
#include "services/dynamodb/render.hpp"
#include "services/dynamodb/table_names.hpp"
#include "services/dynamodb/tags.hpp"

namespace spotdrill::dynamodb {
namespace {

/// What a table may have on AWS and not here.
Result<void> check_supported(const api::dynamodb::CreateTableInput& request) {
  if (request.stream_specification && request.stream_specification->stream_enabled) {
    return not_supported("DynamoDB Streams (StreamSpecification)");
  }
  if (request.sse_specification && request.sse_specification->enabled.value_or(false)) {
    return not_supported("tables under a KMS key (SSESpecification)");
  }
  if (request.resource_policy) return not_supported("policies of tables (ResourcePolicy)");
  if (request.global_table_source_arn) return not_supported("global tables (GlobalTableSourceArn)");
  if (request.on_demand_throughput)
    return not_supported("limits of throughput (OnDemandThroughput)");
  if (request.warm_throughput) return not_supported("warm throughput (WarmThroughput)");
  return {};
}

}  // namespace

Result<api::dynamodb::CreateTableOutput> create_table(
    DynamoDb& db, const api::dynamodb::CreateTableInput& request) {
  constexpr std::size_t table_name_size_min = 3;
  const std::string name = TRY(table_name(db, request.table_name));
  if (name.size() < table_name_size_min) {
    return validation_exception(
        "TableName must be at least 3 characters long and at most 255 characters long");
  }
  TRY(check_supported(request));
  TableRecord table = TRY(define_table(request));
  table.name = name;
  table.tags = TRY(with_tags({}, request.tags));
  if (db.find_table(name) != nullptr) return table_already_exists(name);
  if (db.tables().size() >= tables_max) {
    // DEVIATION: AWS's message is not known to us.
    return limit_exceeded("Too many tables: an account has 2500 of them in a region at most.");
  }
  if (table.billing_mode == "PAY_PER_REQUEST") table.on_demand_since = db.now();
  return api::dynamodb::CreateTableOutput{describe(db, db.make_table(std::move(table)))};
}

}  // namespace spotdrill::dynamodb
