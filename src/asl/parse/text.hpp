// The text of a definition as JSON, or what is wrong with it as JSON and where.
#pragma once

#include <string_view>

#include "asl/definition.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

namespace spotdrill::asl::parse {

/// Errors: the diagnostic that says why `text` is no JSON object.
Result<json::object, Diagnostic> read_text(std::string_view text);

}  // namespace spotdrill::asl::parse
