#include "services/dynamodb/operations.hpp"
#include "services/dynamodb/table_names.hpp"

namespace spotdrill::dynamodb {

Result<api::dynamodb::UntagResourceResult> untag_resource(
    DynamoDb& db, const api::dynamodb::UntagResourceInput& request) {
  const TableRecord* table = TRY(table_of_arn(db, request.resource_arn));
  auto& tags = db.edit_table(table->name).tags;
  for (const std::string& key : request.tag_keys) tags.erase(key);
  return api::dynamodb::UntagResourceResult{};
}

}  // namespace spotdrill::dynamodb
