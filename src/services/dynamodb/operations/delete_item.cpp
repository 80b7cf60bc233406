#include "services/dynamodb/operations.hpp"
#include "services/dynamodb/write_request.hpp"

namespace spotdrill::dynamodb {

Result<api::dynamodb::DeleteItemOutput> delete_item(DynamoDb& db,
                                                    const api::dynamodb::DeleteItemInput& request) {
  return put_or_delete<api::dynamodb::DeleteItemOutput>(db, Write::Kind::Delete, request,
                                                        request.key);
}

}  // namespace spotdrill::dynamodb
