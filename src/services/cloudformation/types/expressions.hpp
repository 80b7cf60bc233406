// The expressions in the inputs of calls: "$Property.Member", "$@id", "$filter(Path)", and texts
// with "${…}" in them. Over bindings, a JSON object:
//   properties, old      what is wanted, and what was at the last deployment
//   tags, old_tags       of the stack, as an object
//   @NAME                "id", "name", "each", "region", "account", "location", outputs of calls
#pragma once

#include <optional>
#include <string_view>

#include "base/json.hpp"

namespace spotdrill::cloudformation {

/// What an expression or a text stands for; nothing when there is no value.
std::optional<json::value> look_up(std::string_view expression, const json::object& bindings);

/// As text; empty: no value.
std::string text_of(std::string_view expression, const json::object& bindings);

/// `input` with its expressions' values. "*": true adds every property that is a key of nothing
/// else in it; the caller drops those that the operation does not have.
json::object fill_input(std::string_view input, const json::object& bindings);

/// Whether there is a value that is not empty, not false and not "false".
bool is_given(const std::optional<json::value>& value);

}  // namespace spotdrill::cloudformation
