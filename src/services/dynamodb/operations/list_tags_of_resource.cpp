#include "services/dynamodb/errors.hpp"
#include "services/dynamodb/operations.hpp"
#include "services/dynamodb/table_names.hpp"

namespace spotdrill::dynamodb {

Result<api::dynamodb::ListTagsOfResourceOutput> list_tags_of_resource(
    DynamoDb& db, const api::dynamodb::ListTagsOfResourceInput& request) {
  // A table's tags, 50 at most, are one page: nobody has been given a token.
  if (request.next_token) return validation_exception("Invalid NextToken");
  const TableRecord* table = TRY(table_of_arn(db, request.resource_arn));
  return api::dynamodb::ListTagsOfResourceOutput{
      .tags = services::render_tags<api::dynamodb::Tag>(table->tags)};
}

}  // namespace spotdrill::dynamodb
