// What several operations on executions tell alike.
#pragma once

#include <string>
#include <string_view>

#include "services/states/executions.hpp"

namespace spotdrill::states {

/// The state machine of an execution; of a map run's child, with the map's label.
std::string machine_arn_of(States& states, const ExecutionRecord& record);

/// Errors: InvalidArn, ResourceNotFound.
Result<const MapRunRecord*> find_map_run(States& states, std::string_view arn);

}  // namespace spotdrill::states
