// From the parser's tree to what is evaluated: operators that navigate become paths of steps, calls
// in tail position become thunks, and each `%` finds the step that is its parent.
#pragma once

#include "jsonata/node.hpp"

namespace spotdrill::jsonata {

/// The tree of `program.source`, which is resolved. Errors: S….
Result<Node*, Error> parse_program(Program& program);

}  // namespace spotdrill::jsonata
