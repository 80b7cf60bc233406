#include "services/fis/catalogue.hpp"
#include "services/fis/operations.hpp"
#include "services/fis/paging.hpp"
#include "services/fis/render.hpp"

namespace spotdrill::fis {

/// Lists the actions that there are.
/// Errors: ValidationException.
/// Source: FIS API Reference, ListActions.
Result<api::fis::ListActionsResponse> list_actions(Fis& fis,
                                                   const api::fis::ListActionsRequest& request) {
  std::vector<api::fis::ActionSummary> all;
  for (const Action* action : actions()) all.push_back(summary(fis, *action));
  api::fis::ListActionsResponse response;
  TRY(paginate(request, "actions", std::move(all), response.actions, response.next_token));
  return response;
}

}  // namespace spotdrill::fis
