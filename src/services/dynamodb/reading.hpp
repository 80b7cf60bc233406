// Walking through a table or an index: what Query and Scan have in common.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "services/dynamodb/capacity.hpp"
#include "services/dynamodb/dynamodb.hpp"
#include "services/dynamodb/expressions/tree.hpp"

namespace spotdrill::dynamodb {

/// "A single Query operation can retrieve a maximum of 1 MB of data." Units: bytes.
inline constexpr std::size_t page_bytes_max = 1024 * 1024;

/// The texts from `begin` on and before `end`. An empty end: to the last.
struct TextRange {
  std::string begin;
  std::string end;
};

/// Every text that begins with `prefix`.
TextRange beginning_with(std::string prefix);

struct Reading {
  const TableRecord* table = nullptr;
  const IndexRecord* index = nullptr;  ///< Null: the table itself.
  TextRange range;
  bool forward = true;
  std::optional<std::string> after;  ///< A text: what comes behind it, in the reading's direction.
  std::optional<std::int32_t> limit;
  std::optional<expressions::Node> filter;
  std::optional<expressions::Projection> projection;
  bool whole_items = false;  ///< Of a local index: also what it does not project.
  bool consistent = false;
};

struct ReadPage {
  std::vector<Attributes> items;
  std::int32_t count = 0;
  std::int32_t scanned = 0;
  std::optional<Attributes> last_key;  ///< There may be more behind it.
  Capacity capacity;
};

ReadPage read_page(const DynamoDb& db, const Reading& reading);

}  // namespace spotdrill::dynamodb
