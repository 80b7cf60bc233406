#include "services/states/configuration.hpp"
#include "services/states/errors.hpp"
#include "services/states/executions.hpp"
#include "services/states/operations.hpp"
#include "services/states/render_execution.hpp"

namespace spotdrill::states {

Result<api::states::DescribeStateMachineForExecutionOutput> describe_state_machine_for_execution(
    States& states, const api::states::DescribeStateMachineForExecutionInput& request) {
  const ExecutionRecord* record = TRY(states.executions().find(request.execution_arn));
  const RevisionRecord* revision = states.find_revision(record->revision);
  if (revision == nullptr) return state_machine_does_not_exist(machine_arn_of(states, *record));
  const bool with_data = request.included_data.value_or("ALL_DATA") != "METADATA_ONLY";
  api::states::DescribeStateMachineForExecutionOutput output{
      .state_machine_arn = machine_arn_of(states, *record),
      .name = record->machine,
      .definition = with_data ? revision->configuration.definition : std::string{},
      .role_arn = revision->configuration.role_arn,
      .update_date = revision->created,
      .logging_configuration = render_logging(revision->configuration.logging),
      .tracing_configuration =
          api::states::TracingConfiguration{.enabled = revision->configuration.tracing},
      .encryption_configuration = render_encryption(revision->configuration.encryption)};
  if (!revision->initial) output.revision_id = revision->id;
  if (!record->map_run.empty()) {
    output.map_run_arn = record->map_run;
    output.label = states.executions().map_runs().find(record->map_run)->label;
  }
  if (const auto machine = states.definition(revision->id)) {
    output.variable_references = asl::variable_references(*machine);
  }
  return output;
}

}  // namespace spotdrill::states
