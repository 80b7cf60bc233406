// Tables as replies describe them.
#pragma once

#include "api/dynamodb.hpp"
#include "services/dynamodb/dynamodb.hpp"

namespace spotdrill::dynamodb {

api::dynamodb::TableDescription describe(const DynamoDb& db, const TableRecord& table);

api::dynamodb::TimeToLiveDescription describe_ttl(const TableRecord& table);

}  // namespace spotdrill::dynamodb
