// Where in a JSON text the value stands that a definite path names: for those who show it as it was
// given, with its white space.
#pragma once

#include <optional>
#include <string_view>

#include "asl/jsonpath/compiled.hpp"

namespace spotdrill::asl::jsonpath {

/// `text` is known to be JSON, `steps` to be definite. Nothing: what they name is not there.
std::optional<std::string_view> find_text(const Steps& steps, std::string_view text);

}  // namespace spotdrill::asl::jsonpath
