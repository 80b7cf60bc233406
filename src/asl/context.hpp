// The context object: what "$$" is.
#pragma once

#include "asl/execution.hpp"

namespace spotdrill::asl {

/// Source: Step Functions Developer Guide, "Accessing execution data from the Context object".
json::value make_context(Execution& execution, const Frame& frame);

}  // namespace spotdrill::asl
