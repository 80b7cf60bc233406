// The variables that the parts of a state refer to. Not who assigns them.
#pragma once

#include <set>
#include <string>

#include "asl/definition.hpp"

namespace spotdrill::asl::parse {

/// Those of `state` itself, without the states inside it.
std::set<std::string> variables_of(const State& state);

}  // namespace spotdrill::asl::parse
