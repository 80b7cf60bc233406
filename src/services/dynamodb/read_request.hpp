// What Query's and Scan's requests have in common: the index, what is selected, where to go on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "services/dynamodb/expression_request.hpp"
#include "services/dynamodb/reading.hpp"

namespace spotdrill::dynamodb {

struct ReadRequest {
  const std::optional<std::string>& index_name;
  const std::optional<std::string>& select;
  const std::optional<bool>& consistent_read;
  const std::optional<std::vector<std::string>>& attributes_to_get;
  const std::optional<std::string>& projection_expression;
};

/// Whether Select goes with the rest. Errors: ValidationException.
Result<void> check_select(const ReadRequest& request);

/// The index of a request, null without one. Errors: ValidationException.
Result<const IndexRecord*> index_of(const TableRecord& table, const ReadRequest& request);

/// Fills in projection and what depends on it. Errors: ValidationException: the index does not have
/// what is asked for.
Result<void> choose_attributes(const ReadRequest& request, const Expressions& read,
                               Reading& reading);

/// The text of an ExclusiveStartKey. Errors: ValidationException.
Result<std::string> start_text(const TableRecord& table, const IndexRecord* index,
                               const Attributes& key);

/// As item_of, of an ExclusiveStartKey. Errors: ValidationException.
Result<Attributes> start_key(const ApiAttributes& key);

}  // namespace spotdrill::dynamodb
