// A request names its table by name or by ARN.
#pragma once

#include <string>

#include "base/result.hpp"
#include "services/dynamodb/dynamodb.hpp"

namespace spotdrill::dynamodb {

/// The table's name. Errors: ValidationException, ResourceNotFoundException.
Result<std::string> table_name(const DynamoDb& db, const std::string& name_or_arn);

/// The table, whatever its status. Errors: ResourceNotFoundException with its name.
Result<const TableRecord*> existing_table(const DynamoDb& db, const std::string& name_or_arn);

/// A table that is changed must be ACTIVE. Errors: ResourceInUseException.
Result<void> check_active(const TableRecord& table);

/// The table whose items can be read and written. Errors: ResourceNotFoundException.
Result<const TableRecord*> usable_table(const DynamoDb& db, const std::string& name_or_arn);

/// The table that an ARN names, for tags. Errors: ResourceNotFoundException, ValidationException.
Result<const TableRecord*> table_of_arn(const DynamoDb& db, const std::string& arn);

}  // namespace spotdrill::dynamodb
