#include "services/states/executions.hpp"
#include "services/states/operations.hpp"
#include "services/states/render_execution.hpp"

namespace spotdrill::states {

Result<api::states::DescribeExecutionOutput> describe_execution(
    States& states, const api::states::DescribeExecutionInput& request) {
  const ExecutionRecord* record = TRY(states.executions().find(request.execution_arn));
  const bool with_data = request.included_data.value_or("ALL_DATA") != "METADATA_ONLY";
  const api::states::CloudWatchEventsExecutionDataDetails included{.included = with_data};
  api::states::DescribeExecutionOutput output{
      .execution_arn = record->arn,
      .state_machine_arn = machine_arn_of(states, *record),
      .name = record->name,
      .status = record->status,
      .start_date = record->started,
      .stop_date = record->stopped,
      .input_details = included,
      .error = record->error,
      .cause = record->cause,
      .redrive_count = static_cast<std::int32_t>(record->redrives),
      .redrive_date = record->redriven};
  if (with_data) output.input = record->input;
  if (record->status == "SUCCEEDED") {
    if (with_data) output.output = record->output;
    output.output_details = included;
  }
  if (!record->trace_header.empty()) output.trace_header = record->trace_header;
  if (!record->map_run.empty()) output.map_run_arn = record->map_run;
  if (!record->version_arn.empty()) output.state_machine_version_arn = record->version_arn;
  if (!record->alias_arn.empty()) output.state_machine_alias_arn = record->alias_arn;
  const std::string reason = states.executions().not_redrivable(*record);
  const bool redrivable = reason.empty();
  if (!record->map_run.empty()) {
    output.redrive_status = redrivable ? "REDRIVABLE_BY_MAP_RUN" : "NOT_REDRIVABLE";
  } else {
    output.redrive_status = redrivable ? "REDRIVABLE" : "NOT_REDRIVABLE";
  }
  if (!redrivable) {
    output.redrive_status_reason = reason;
  }
  return output;
}

}  // namespace spotdrill::states
