#include "asl/depth.hpp"

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

}  // namespace

bool too_deep(const json::value& value, std::size_t above) {
  return deeper_than(value, json_depth_max - std::min(above, json_depth_max));
}

}  // namespace spotdrill::asl
