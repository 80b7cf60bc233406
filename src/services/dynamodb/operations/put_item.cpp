#include "services/dynamodb/operations.hpp"
#include "services/dynamodb/write_request.hpp"

namespace spotdrill::dynamodb {

Result<api::dynamodb::PutItemOutput> put_item(DynamoDb& db,
                                              const api::dynamodb::PutItemInput& request) {
  return put_or_delete<api::dynamodb::PutItemOutput>(db, Write::Kind::Put, request, request.item);
}

}  // namespace spotdrill::dynamodb
