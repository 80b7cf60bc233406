// Every refusal of DynamoDB. Messages are AWS's; where none is known the code says DEVIATION.
// Source: DynamoDB Developer Guide, "Error handling with DynamoDB"; API Reference.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "services/dynamodb/values/value.hpp"

namespace spotdrill::dynamodb {

Refusal<> validation_exception(std::string message);
/// "One or more parameter values were invalid: …"
Refusal<> invalid_parameter_values(std::string_view what);
Refusal<> key_does_not_match();

// Tables.
/// Of operations on items: it says no more.
Refusal<> resource_not_found();
Refusal<> table_not_found(std::string_view name);
Refusal<> arn_not_found(std::string_view arn);
Refusal<> table_already_exists(std::string_view name);
/// `what`: "Table is being created".
Refusal<> resource_in_use(std::string_view what, std::string_view name);
Refusal<> limit_exceeded(std::string message);
Refusal<> not_supported(std::string_view what);

// Items.
/// `item`: what there was, when the request wants to see it.
Refusal<> conditional_check_failed(const std::optional<Attributes>& item);

// Transactions.
/// Why one action of a transaction did not go through. An empty code: it would have.
struct CancellationReason {
  std::string code;
  std::string message;
  std::optional<Attributes> item;
};
Refusal<> transaction_canceled(const std::vector<CancellationReason>& reasons);
Refusal<> idempotent_parameter_mismatch();

}  // namespace spotdrill::dynamodb
