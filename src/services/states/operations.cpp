#include "services/states/operations.hpp"

#include <array>

namespace spotdrill::states {
namespace {

constexpr std::array operations{
    wire::operation<create_activity>("CreateActivity"),
    wire::operation<create_state_machine>("CreateStateMachine"),
    wire::operation<create_state_machine_alias>("CreateStateMachineAlias"),
    wire::operation<delete_activity>("DeleteActivity"),
    wire::operation<delete_state_machine>("DeleteStateMachine"),
    wire::operation<delete_state_machine_alias>("DeleteStateMachineAlias"),
    wire::operation<delete_state_machine_version>("DeleteStateMachineVersion"),
    wire::operation<describe_activity>("DescribeActivity"),
    wire::operation<describe_execution>("DescribeExecution"),
    wire::operation<describe_map_run>("DescribeMapRun"),
    wire::operation<describe_state_machine>("DescribeStateMachine"),
    wire::operation<describe_state_machine_alias>("DescribeStateMachineAlias"),
    wire::operation<describe_state_machine_for_execution>("DescribeStateMachineForExecution"),
    wire::operation<get_activity_task>("GetActivityTask"),
    wire::operation<get_execution_history>("GetExecutionHistory"),
    wire::operation<list_activities>("ListActivities"),
    wire::operation<list_executions>("ListExecutions"),
    wire::operation<list_map_runs>("ListMapRuns"),
    wire::operation<list_state_machine_aliases>("ListStateMachineAliases"),
    wire::operation<list_state_machine_versions>("ListStateMachineVersions"),
    wire::operation<list_state_machines>("ListStateMachines"),
    wire::operation<list_tags_for_resource>("ListTagsForResource"),
    wire::operation<publish_state_machine_version>("PublishStateMachineVersion"),
    wire::operation<redrive_execution>("RedriveExecution"),
    wire::operation<send_task_failure>("SendTaskFailure"),
    wire::operation<send_task_heartbeat>("SendTaskHeartbeat"),
    wire::operation<send_task_success>("SendTaskSuccess"),
    wire::operation<start_execution>("StartExecution"),
    wire::operation<start_sync_execution>("StartSyncExecution"),
    wire::operation<stop_execution>("StopExecution"),
    wire::operation<tag_resource>("TagResource"),
    wire::operation<test_state>("TestState"),
    wire::operation<untag_resource>("UntagResource"),
    wire::operation<update_map_run>("UpdateMapRun"),
    wire::operation<update_state_machine>("UpdateStateMachine"),
    wire::operation<update_state_machine_alias>("UpdateStateMachineAlias"),
    wire::operation<validate_state_machine_definition>("ValidateStateMachineDefinition"),
};

}  // namespace

wire::Service service(wire::Regional<States>& regions) {
  return {.model = &api::states::service(),
          .operations = operations,
          .state = [&regions](const std::string& region) -> void* { return &regions.at(region); },
          .precheck = {}};
}

}  // namespace spotdrill::states
