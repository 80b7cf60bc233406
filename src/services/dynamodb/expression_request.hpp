// The expressions of a request with the names and values that they share, parsed and checked.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "services/dynamodb/expressions/key_condition.hpp"
#include "services/dynamodb/expressions/tree.hpp"
#include "services/dynamodb/values/api_values.hpp"

namespace spotdrill::dynamodb {

/// What a request says in expressions, or could. The pointers are into the request.
struct ExpressionRequest {
  using Text = const std::optional<std::string>*;
  struct Legacy {
    std::string_view parameter;
    bool present;
  };

  // Those that the operation has not are null.
  Text update = nullptr;
  Text condition = nullptr;
  Text projection = nullptr;
  Text filter = nullptr;
  Text key_condition = nullptr;
  const std::optional<std::map<std::string, std::string>>* names = nullptr;
  const std::optional<ApiAttributes>* values = nullptr;
  std::vector<Legacy> legacy;  ///< Older parameters that may not be beside expressions.
};

struct Expressions {
  std::optional<expressions::Update> update;
  std::optional<expressions::Node> condition;
  std::optional<expressions::Projection> projection;
  std::optional<expressions::Node> filter;
  std::optional<expressions::KeyConditions> keys;
};

/// Whether the parameters go together. Errors: ValidationException.
Result<void> check_parameters(const ExpressionRequest& request);

/// Errors: ValidationException.
Result<Expressions> read_expressions(const ExpressionRequest& request);

/// What is sent as AttributesToGet, as a projection. Errors: ValidationException.
Result<expressions::Projection> attributes_to_get(const std::vector<std::string>& names);

/// As read_attributes, with ValidationException.
Result<Attributes> item_of(const ApiAttributes& attributes);

}  // namespace spotdrill::dynamodb
