// The service integrations that Step Functions has, and which of them are here.
#pragma once

#include "asl/integrations.hpp"

namespace spotdrill::states {

/// For whoever reads a definition. Needs no server: which operations are here is in the models.
const asl::Integrations& catalogue();

}  // namespace spotdrill::states
