// Reads paths. filter_parser.cpp reads what stands in "[?(…)]".
#pragma once

#include "asl/jsonpath/compiled.hpp"
#include "asl/jsonpath/cursor.hpp"

namespace spotdrill::asl::jsonpath {

/// Filters in filters, parentheses and negations: deeper is refused.
inline constexpr int nesting_max = 256;

/// Where the names of members end.
enum class Place : std::uint8_t {
  Alone,   ///< With the text.
  Inside,  ///< Also at an operator or a parenthesis: in a filter, among arguments.
};

/// Errors: one sentence that says what is wrong and where.
Result<Compiled, std::string> parse_path(std::string_view text);

/// Passes over the path that comes next. Errors: likewise.
Result<void, std::string> skip_path(Cursor& cursor);

/// The steps that come next. Errors: likewise.
Result<Steps, std::string> parse_steps(Cursor& cursor, Place place, int depth);

/// "?(…)", which comes next. Errors: likewise.
Result<Filter, std::string> parse_filter(Cursor& cursor, int depth);

/// A whole number that comes next. Errors: likewise.
Result<std::int32_t, std::string> parse_index(Cursor& cursor);

}  // namespace spotdrill::asl::jsonpath
