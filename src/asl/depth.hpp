// How deep a value may be. What is read is bounded by parse_json; what a state machine builds of
// it, an object around its own input in a loop, is not, and nothing recursive may exhaust the
// stack.
#pragma once

#include "base/json.hpp"

namespace spotdrill::asl {

/// True when `value`, below `above` others, is deeper than parse_json would read it again.
bool too_deep(const json::value& value, std::size_t above = 0);

}  // namespace spotdrill::asl
