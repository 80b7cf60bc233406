#include "services/fis/catalogue.hpp"
#include "services/fis/errors.hpp"
#include "services/fis/operations.hpp"
#include "services/fis/render.hpp"

namespace spotdrill::fis {

/// Tells of one action.
/// Errors: ResourceNotFoundException.
/// Source: FIS API Reference, GetAction.
Result<api::fis::GetActionResponse> get_action(Fis& fis,
                                               const api::fis::GetActionRequest& request) {
  const Action* action = find_action(request.id);
  if (action == nullptr) return action_not_found(request.id);
  api::fis::GetActionResponse response;
  response.action = render(fis, *action);
  return response;
}

}  // namespace spotdrill::fis
