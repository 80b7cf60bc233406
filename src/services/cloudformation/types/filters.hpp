// The filters of expressions: what "$tags(Tags)" makes of a property.
#pragma once

#include <optional>
#include <string_view>

#include "base/json.hpp"

namespace spotdrill::cloudformation {

using Filter = std::optional<json::value> (*)(std::string_view argument,
                                              const json::object& bindings);

/// The filter called `name`, or null.
Filter find_filter(std::string_view name);

/// What "Property.Member" or "@name.Member" is; "-Property" is what it was.
std::optional<json::value> find_path(std::string_view path, const json::object& bindings);

}  // namespace spotdrill::cloudformation
