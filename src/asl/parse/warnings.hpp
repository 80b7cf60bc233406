// What is told of paths that are sound and yet do not do what they seem to. Warnings only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "asl/parse/context.hpp"
#include "base/json.hpp"

namespace spotdrill::asl::parse {

/// What a filter of `text` compares with, when that is a path in quotes:
/// "$$.Execution.Id" in "$.a[?(@.b == '$$.Execution.Id')]".
std::optional<std::string_view> quoted_path(std::string_view text);

/// True for text that would be a path or a call if it stood where one may.
bool looks_like_expression(std::string_view text);

void warn_of_quoted_path(Context& context, std::string_view text, std::string location);

/// Looks through a payload template that stands at `location`.
void warn_of_template(Context& context, const json::value& value, const std::string& location);

}  // namespace spotdrill::asl::parse
