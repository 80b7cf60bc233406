// The parameters that were there before expressions: Expected, AttributeUpdates, KeyConditions,
// QueryFilter, ScanFilter, ConditionalOperator. They become what expressions become, so that there
// is one way to evaluate.
// Source: DynamoDB Developer Guide, "Legacy conditional parameters".
#pragma once

#include <map>
#include <optional>
#include <string>

#include "api/dynamodb.hpp"
#include "base/result.hpp"
#include "services/dynamodb/expressions/key_condition.hpp"
#include "services/dynamodb/expressions/tree.hpp"

namespace spotdrill::dynamodb {

/// "AND" (also when nothing is said) or "OR". Errors, here as below: ValidationException.
Result<std::optional<expressions::Node>> expected_condition(
    const std::map<std::string, api::dynamodb::ExpectedAttributeValue>& expected,
    const std::optional<std::string>& conditional_operator);

Result<std::optional<expressions::Node>> filter_condition(
    const std::map<std::string, api::dynamodb::Condition>& filter,
    const std::optional<std::string>& conditional_operator);

Result<expressions::Update> attribute_updates(
    const std::map<std::string, api::dynamodb::AttributeValueUpdate>& updates);

Result<expressions::KeyConditions> legacy_key_conditions(
    const std::map<std::string, api::dynamodb::Condition>& conditions);

}  // namespace spotdrill::dynamodb
