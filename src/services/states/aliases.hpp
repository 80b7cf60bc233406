// The routing of an alias as requests give it, checked.
#pragma once

#include <string>
#include <vector>

#include "api/states.hpp"
#include "base/result.hpp"
#include "services/states/states.hpp"

namespace spotdrill::states {

using RoutingList = std::vector<api::states::RoutingConfigurationListItem>;

struct Routing {
  std::string machine;  ///< Name of the state machine whose versions these are.
  std::vector<Route> routes;
};

/// Errors: InvalidArn, ValidationException, ResourceNotFound, StateMachineDeleting.
Result<Routing> read_routing(const States& states, const RoutingList& given);

/// Reads the ARN of an alias. Errors: InvalidArn, ValidationException.
Result<ResourceArn> read_alias_arn(std::string_view text, const Place& place);

}  // namespace spotdrill::states
