// What a path was looked for in, for those who tell that it was not found.
#pragma once

#include <string>

#include "asl/jsonpath/path.hpp"

namespace spotdrill::asl {

/// The text of the context object for a path that begins with "$$", else of the input.
std::string searched_text(const Path& path, const Scope& scope);

}  // namespace spotdrill::asl
