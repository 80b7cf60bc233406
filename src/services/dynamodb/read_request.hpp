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

template <class Request>
ReadRequest read_request_of(const Request& request) {
  return {.index_name = request.index_name,
          .select = request.select,
          .consistent_read = request.consistent_read,
          .attributes_to_get = request.attributes_to_get,
          .projection_expression = request.projection_expression};
}

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

/// Reads the page and tells of it.
template <class Output, class Request>
Output read_reply(const DynamoDb& db, const Request& request, const Reading& reading) {
  const ReadPage page = read_page(db, reading);
  Output output;
  output.count = page.count;
  output.scanned_count = page.scanned;
  if (request.select != "COUNT") {
    auto& items = output.items.emplace();
    for (const Attributes& each : page.items) items.push_back(write_attributes(each));
  }
  if (page.last_key) output.last_evaluated_key = write_attributes(*page.last_key);
  output.consumed_capacity =
      consumed(request.return_consumed_capacity, *reading.table, page.capacity);
  return output;
}

}  // namespace spotdrill::dynamodb
