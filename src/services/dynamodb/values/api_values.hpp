// Attribute values as the protocol has them, checked and turned into our own, and back.
#pragma once

#include <map>
#include <string>

#include "api/dynamodb.hpp"
#include "base/result.hpp"
#include "services/dynamodb/values/value.hpp"

namespace spotdrill::dynamodb {

using ApiValue = api::dynamodb::AttributeValue;
using ApiAttributes = std::map<std::string, ApiValue>;

/// Lists and maps lie within each other at most so deep.
/// Source: DynamoDB Developer Guide, "Quotas", Nested attribute depth.
inline constexpr std::size_t nesting_max = 32;

/// Errors: what is wrong with the value, in AWS's words.
Result<Value, std::string> read_value(const ApiValue& value);
Result<Attributes, std::string> read_attributes(const ApiAttributes& attributes);

ApiValue write_value(const Value& value);
ApiAttributes write_attributes(const Attributes& attributes);

}  // namespace spotdrill::dynamodb
