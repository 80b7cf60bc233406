#include "services/states/executions.hpp"
#include "services/states/operations.hpp"
#include "services/states/render_execution.hpp"

namespace spotdrill::states {
namespace {

template <class Counts>
Counts render_counts(const MapCounts& counts) {
  Counts told;
  told.pending = counts.pending;
  told.running = counts.running;
  told.succeeded = counts.succeeded;
  told.failed = counts.failed;
  told.timed_out = counts.timed_out;
  told.aborted = counts.aborted;
  told.total = counts.total;
  told.results_written = counts.succeeded;
  return told;
}

}  // namespace

Result<api::states::DescribeMapRunOutput> describe_map_run(
    States& states, const api::states::DescribeMapRunInput& request) {
  const MapRunRecord* run = TRY(find_map_run(states, request.map_run_arn));
  api::states::DescribeMapRunOutput output;
  output.map_run_arn = run->arn;
  output.execution_arn = states.executions().all().at(run->parent).arn;
  output.status = run->status;
  output.start_date = run->started;
  output.stop_date = run->stopped;
  output.max_concurrency = static_cast<std::int32_t>(run->concurrency_max);
  output.tolerated_failure_percentage = static_cast<float>(run->tolerated_failure_percentage);
  output.tolerated_failure_count = run->tolerated_failure_count;
  output.item_counts = render_counts<api::states::MapRunItemCounts>(run->items);
  output.execution_counts = render_counts<api::states::MapRunExecutionCounts>(run->executions);
  output.redrive_count = 0;
  return output;
}

}  // namespace spotdrill::states
