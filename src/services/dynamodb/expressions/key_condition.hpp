// Key condition expressions: what a query asks of a partition and its sort key.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "services/dynamodb/expressions/tree.hpp"

namespace spotdrill::dynamodb::expressions {

/// What is asked of one key attribute. `operation` is "=", "<", "<=", ">", ">=", "BETWEEN" or
/// "begins_with"; BETWEEN has two values.
struct KeyCondition {
  std::string operation;
  std::vector<Value> values;
};

/// By the names of the attributes.
using KeyConditions = std::map<std::string, KeyCondition, std::less<>>;

/// Takes apart a parsed condition that may only be about keys. Errors: AWS's sentence, whole.
Result<KeyConditions, std::string> key_conditions(const Node& condition);

}  // namespace spotdrill::dynamodb::expressions
