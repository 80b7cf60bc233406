#include "services/states/configuration.hpp"
#include "services/states/errors.hpp"
#include "services/states/operations.hpp"

namespace spotdrill::states {
namespace {

using api::states::UpdateStateMachineInput;
using api::states::UpdateStateMachineOutput;

/// `configuration` with what the request changes.
Result<Configuration> read_changes(const States& states, const UpdateStateMachineInput& request,
                                   const StateMachineRecord& machine, Configuration configuration) {
  if (!request.definition && !request.role_arn && !request.logging_configuration &&
      !request.tracing_configuration && !request.encryption_configuration) {
    return missing_required_parameter();
  }
  if (request.version_description && !request.publish.value_or(false)) {
    return description_without_publish();
  }
  if (request.role_arn) {
    TRY(check_role(*request.role_arn, states.place()));
    configuration.role_arn = *request.role_arn;
  }
  if (request.definition) {
    TRY(check_definition(machine.name, *request.definition, machine.type));
    configuration.definition = *request.definition;
  }
  if (request.logging_configuration) {
    configuration.logging = TRY(read_logging(request.logging_configuration));
  }
  if (request.tracing_configuration) {
    configuration.tracing = request.tracing_configuration->enabled.value_or(false);
  }
  if (request.encryption_configuration) {
    configuration.encryption = TRY(read_encryption(request.encryption_configuration));
  }
  return configuration;
}

}  // namespace

Result<UpdateStateMachineOutput> update_state_machine(States& states,
                                                      const UpdateStateMachineInput& request) {
  const std::string& text = request.state_machine_arn;
  const ResourceArn arn = TRY(read_machine_arn(text, states.place()));
  const StateMachineRecord* machine = states.find_machine(arn);
  // A version cannot be changed: AWS knows no state machine of that name.
  if (machine == nullptr || !arn.qualifier.empty()) return state_machine_does_not_exist(text);
  if (machine->status == "DELETING") return state_machine_deleting(text);

  const RevisionRecord* revision = &states.current_revision(*machine);
  Configuration configuration =
      TRY(read_changes(states, request, *machine, revision->configuration));
  // What changes nothing makes no revision.
  if (configuration != revision->configuration) {
    revision = &states.revise(arn.name, std::move(configuration));
  }
  UpdateStateMachineOutput output{.update_date = states.now()};
  if (!revision->initial) output.revision_id = revision->id;
  if (request.publish.value_or(false)) {
    const StateMachineVersionRecord* version =
        TRY(states.publish(arn.name, request.version_description.value_or("")));
    output.state_machine_version_arn = states.version_arn(arn.name, version->number);
  }
  return output;
}

}  // namespace spotdrill::states
