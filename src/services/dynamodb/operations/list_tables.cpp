#include "services/dynamodb/operations.hpp"

namespace spotdrill::dynamodb {

Result<api::dynamodb::ListTablesOutput> list_tables(DynamoDb& db,
                                                    const api::dynamodb::ListTablesInput& request) {
  constexpr std::int32_t table_names_max = 100;
  const auto limit = static_cast<std::size_t>(request.limit.value_or(table_names_max));
  const auto& tables = db.tables();
  auto at = request.exclusive_start_table_name
                ? tables.upper_bound(*request.exclusive_start_table_name)
                : tables.begin();
  api::dynamodb::ListTablesOutput output;
  for (; at != tables.end() && output.table_names.size() < limit; ++at) {
    output.table_names.push_back(at->first);
  }
  if (at != tables.end()) output.last_evaluated_table_name = output.table_names.back();
  return output;
}

}  // namespace spotdrill::dynamodb
