#include "services/states/errors.hpp"
#include "services/states/executions.hpp"
#include "services/states/operations.hpp"
#include "services/states/render_execution.hpp"

namespace spotdrill::states {

Result<api::states::UpdateMapRunOutput> update_map_run(
    States& states, const api::states::UpdateMapRunInput& request) {
  const MapRunRecord* run = TRY(find_map_run(states, request.map_run_arn));
  if (run->status != "RUNNING") return map_run_completed();
  const std::string arn = run->arn;
  MapRunRecord& changed = states.executions().map_runs().edit(arn);
  if (request.max_concurrency) changed.concurrency_max = *request.max_concurrency;
  if (request.tolerated_failure_count) {
    changed.tolerated_failure_count = *request.tolerated_failure_count;
  }
  if (request.tolerated_failure_percentage) {
    changed.tolerated_failure_percentage =
        static_cast<double>(*request.tolerated_failure_percentage);
  }
  states.executions().map_run_changed(arn);
  return api::states::UpdateMapRunOutput{};
}

}  // namespace spotdrill::states
