#include "services/states/executions.hpp"
#include "services/states/operations.hpp"
#include "services/states/paging.hpp"

#include <algorithm>

namespace spotdrill::states {

Result<api::states::ListMapRunsOutput> list_map_runs(States& states,
                                                     const api::states::ListMapRunsInput& request) {
  const ExecutionRecord* record = TRY(states.executions().find(request.execution_arn));
  std::vector<api::states::MapRunListItem> items;
  for (const auto& [arn, run] : states.executions().map_runs().all()) {
    if (states.executions().all().at(run.parent).arn != record->arn) continue;
    items.push_back({.execution_arn = record->arn,
                     .map_run_arn = arn,
                     .state_machine_arn = states.machine_arn(run.machine) + "/" + run.label,
                     .start_date = run.started,
                     .stop_date = run.stopped});
  }
  std::ranges::stable_sort(items, std::greater{}, &api::states::MapRunListItem::start_date);
  api::states::ListMapRunsOutput output;
  TRY(paginate(request, "ListMapRuns/" + record->arn, std::move(items), output.map_runs,
               output.next_token));
  return output;
}

}  // namespace spotdrill::states
