#include "services/dynamodb/operations.hpp"
#include "services/dynamodb/table_names.hpp"
#include "services/dynamodb/tags.hpp"

namespace spotdrill::dynamodb {

Result<api::dynamodb::TagResourceResult> tag_resource(
    DynamoDb& db, const api::dynamodb::TagResourceInput& request) {
  const TableRecord* table = TRY(table_of_arn(db, request.resource_arn));
  auto tags = TRY(with_tags(table->tags, request.tags));
  db.edit_table(table->name).tags = std::move(tags);
  return api::dynamodb::TagResourceResult{};
}

}  // namespace spotdrill::dynamodb
