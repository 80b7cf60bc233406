// The text of a definition as JSON, or what is wrong with it as JSON and where.
#pragma once

#include <string_view>

#include "asl/definition.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

namespace spotdrill::asl::parse {

/// Characters of text in UTF-8, which is what AWS counts.
std::size_t count_characters(std::string_view text);

/// Errors: the diagnostic that says why `text` is no JSON object.
Result<json::object, Diagnostic> read_text(std::string_view text);

}  // namespace spotdrill::asl::parse
