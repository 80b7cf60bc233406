#include "services/states/errors.hpp"
#include "services/states/executions.hpp"
#include "services/states/operations.hpp"

namespace spotdrill::states {
namespace {

/// "Billed by 100 ms, and by 64 MB of memory."
constexpr std::int64_t billed_step_milliseconds = 100;
constexpr std::int64_t billed_memory_mb = 64;

api::states::StartSyncExecutionOutput render_sync(const States& states,
                                                  const ExecutionRecord& record, bool with_data) {
  const api::states::CloudWatchEventsExecutionDataDetails included{.included = with_data};
  api::states::StartSyncExecutionOutput output{
      .execution_arn = record.arn,
      .state_machine_arn = states.machine_arn(record.machine),
      .name = record.name,
      .start_date = record.started,
      .stop_date = record.stopped.value_or(record.started),
      .status = record.status,
      .error = record.error,
      .cause = record.cause,
      .input_details = included,
      .output_details = included};
  if (with_data) output.input = record.input;
  if (with_data && record.status == "SUCCEEDED") output.output = record.output;
  if (!record.trace_header.empty()) output.trace_header = record.trace_header;
  const auto millis = (output.stop_date - output.start_date).count() / 1000;
  const std::int64_t steps =
      std::max<std::int64_t>(1, (millis + billed_step_milliseconds - 1) / billed_step_milliseconds);
  output.billing_details = api::states::BillingDetails{
      .billed_memory_used_in_mb = billed_memory_mb,
      .billed_duration_in_milliseconds = steps * billed_step_milliseconds};
  return output;
}

}  // namespace

void start_sync_execution(
    States& states, const api::states::StartSyncExecutionInput& request,
    const wire::Context& /*context*/,
    std::function<void(Result<api::states::StartSyncExecutionOutput>)> reply) {
  const auto target = states.resolve(request.state_machine_arn);
  if (!target.has_value()) return reply(refuse(target.error()));
  if (target->machine->type != "EXPRESS") return reply(state_machine_type_not_supported());
  const bool with_data = request.included_data.value_or("ALL_DATA") != "METADATA_ONLY";
  const auto started = states.executions().start_sync(
      *target,
      {.name = request.name.value_or(""),
       .input = request.input.value_or("{}"),
       .trace_header = request.trace_header.value_or("")},
      [&states, reply, with_data, arn = request.state_machine_arn](const ExecutionRecord* record) {
        if (record == nullptr) {
          return reply(state_machine_does_not_exist(arn));
        }
        reply(render_sync(states, *record, with_data));
      });
  if (!started.has_value()) reply(refuse(started.error()));
}

}  // namespace spotdrill::states
