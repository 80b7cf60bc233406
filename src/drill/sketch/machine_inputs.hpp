// What a state machine reads of its execution's input, by its definition alone.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"

namespace spotdrill::drill::sketch {

/// The members of the input that `definition` needs to be there: those that its states read before
/// anything of the same name has been put in their place, and those of $$.Execution.Input. In order
/// of names. JSONPath only; a member that the machine itself asks for (IsPresent) is not needed.
std::vector<std::string> machine_inputs(const json::object& definition);

}  // namespace spotdrill::drill::sketch
