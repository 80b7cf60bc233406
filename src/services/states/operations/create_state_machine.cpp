#include "services/states/configuration.hpp"
#include "services/states/errors.hpp"
#include "services/states/operations.hpp"
#include "services/states/tags.hpp"

namespace spotdrill::states {
namespace {

using api::states::CreateStateMachineInput;
using api::states::CreateStateMachineOutput;

/// "CreateStateMachine's idempotency check is based on the state machine name, definition, type,
/// LoggingConfiguration, TracingConfiguration, and EncryptionConfiguration. The check is also based
/// on the publish and versionDescription parameters. If a following request has a different roleArn
/// or tags, Step Functions will ignore these differences."
bool is_repeated(const States& states, const StateMachineRecord& machine,
                 const StateMachineRecord& wanted, const Configuration& configuration) {
  Configuration existing = states.current_revision(machine).configuration;
  existing.role_arn = configuration.role_arn;
  return existing == configuration && machine.type == wanted.type &&
         machine.made_with_publish == wanted.made_with_publish &&
         machine.made_with_description == wanted.made_with_description;
}

Result<Configuration> read_new_configuration(const States& states,
                                             const CreateStateMachineInput& request,
                                             std::string_view type) {
  TRY(check_name(request.name));
  TRY(check_role(request.role_arn, states.place()));
  if (request.version_description && !request.publish.value_or(false)) {
    return description_without_publish();
  }
  TRY(check_definition(request.name, request.definition, type));
  // Not within the braces: g++ 12 does not destroy what stands before a TRY that returns.
  Logging logging = TRY(read_logging(request.logging_configuration));
  Encryption encryption = TRY(read_encryption(request.encryption_configuration));
  return Configuration{.definition = request.definition,
                       .role_arn = request.role_arn,
                       .logging = std::move(logging),
                       .tracing = request.tracing_configuration &&
                                  request.tracing_configuration->enabled.value_or(false),
                       .encryption = std::move(encryption)};
}

}  // namespace

Result<CreateStateMachineOutput> create_state_machine(States& states,
                                                      const CreateStateMachineInput& request) {
  StateMachineRecord machine{.name = request.name, .type = request.type.value_or("STANDARD")};
  machine.made_with_publish = request.publish.value_or(false);
  machine.made_with_description = request.version_description.value_or("");
  machine.created = machine.updated = states.now();
  Configuration configuration = TRY(read_new_configuration(states, request, machine.type));
  const std::string arn = states.machine_arn(request.name);
  machine.tags = TRY(with_tags({}, request.tags, arn));

  CreateStateMachineOutput output{.state_machine_arn = arn, .creation_date = states.now()};
  if (const StateMachineRecord* existing = states.machines().find(request.name)) {
    if (existing->status == "DELETING") return state_machine_deleting(arn);
    if (!is_repeated(states, *existing, machine, configuration)) {
      return state_machine_already_exists(arn);
    }
    output.creation_date = existing->created;
  } else {
    if (states.machines().all().size() >= state_machines_max) return state_machine_limit_exceeded();
    states.machines().put(request.name, std::move(machine));
    states.revise(request.name, std::move(configuration));
  }
  if (request.publish.value_or(false)) {
    const StateMachineVersionRecord* version =
        TRY(states.publish(request.name, request.version_description.value_or("")));
    output.state_machine_version_arn = states.version_arn(request.name, version->number);
  }
  return output;
}

}  // namespace spotdrill::states
