// JSON is Boost.JSON. This header keeps its inclusion light and bounds what is read.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotdrill {

namespace json = boost::json;

/// Deeper JSON than this is refused, so that nothing recursive exhausts the stack.
inline constexpr std::size_t json_depth_max = 256;

/// Reads one JSON value. Errors: one sentence that says what is wrong with the text.
Result<json::value, std::string> parse_json(std::string_view text);

/// Writes `value` compactly.
std::string to_text(const json::value& value);

/// The member `key` of `object` as a string, or nothing.
inline std::string_view string_at(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string_view{value->get_string()}
                                                : std::string_view{};
}

}  // namespace spotdrill
