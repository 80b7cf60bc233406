#include "asl/bounds.hpp"

#include <algorithm>

namespace spotdrill::asl {
namespace {

/// The recursion ends at `levels`.
bool deeper_than(const json::value& value, std::size_t levels) {
  if (const json::array* array = value.if_array()) {
    return levels == 0 || std::ranges::any_of(*array, [levels](const json::value& element) {
             return element.is_structured() && deeper_than(element, levels - 1);
           });
  }
  if (const json::object* object = value.if_object()) {
    return levels == 0 || std::ranges::any_of(*object, [levels](const auto& member) {
             return member.value().is_structured() && deeper_than(member.value(), levels - 1);
           });
  }
  return false;
}

/// Takes from `bytes` the least that the text of `value` has, as long as there is enough. The
/// recursion is as deep as the value.
bool take_bytes(const json::value& value, std::size_t& bytes) {
  if (bytes == 0) return false;
  --bytes;
  const auto take = [&bytes](std::size_t size) {
    const bool enough = size <= bytes;
    bytes -= std::min(size, bytes);
    return enough;
  };
  if (const json::string* string = value.if_string()) return take(string->size());
  if (const json::array* array = value.if_array()) {
    return std::ranges::all_of(
        *array, [&bytes](const json::value& element) { return take_bytes(element, bytes); });
  }
  if (const json::object* object = value.if_object()) {
    return std::ranges::all_of(*object, [&](const auto& member) {
      return take(member.key().size()) && take_bytes(member.value(), bytes);
    });
  }
  return true;
}

}  // namespace

bool Allowance::take(const json::value& value) {
  return take_bytes(value, bytes_left_);
}

bool text_too_deep(std::string_view text) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char character = text[at];
    if (in_string) {
      if (character == '\\') ++at;
      in_string = character != '"';
    } else if (character == '[' || character == '{') {
      if (++depth > json_depth_max) return true;
    } else if (character == ']' || character == '}') {
      --depth;
    } else {
      in_string = character == '"';
    }
  }
  return false;
}

bool too_deep(const json::value& value, std::size_t above) {
  return deeper_than(value, json_depth_max - std::min(above, json_depth_max));
}

}  // namespace spotdrill::asl
