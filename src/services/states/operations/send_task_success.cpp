#include "services/states/errors.hpp"
#include "services/states/executions.hpp"
#include "services/states/operations.hpp"

#include "base/json.hpp"

namespace spotdrill::states {

Result<api::states::SendTaskSuccessOutput> send_task_success(
    States& states, const api::states::SendTaskSuccessInput& request) {
  if (const auto parsed = parse_json(request.output); !parsed.has_value()) {
    return invalid_output(jackson_complaint(request.output));
  }
  TRY(states.executions().task_input(request.task_token, asl::Input::Kind::TaskSucceeded,
                                     request.output, {}));
  return api::states::SendTaskSuccessOutput{};
}

}  // namespace spotdrill::states
