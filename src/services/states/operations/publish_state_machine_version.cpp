#include "services/states/errors.hpp"
#include "services/states/operations.hpp"

namespace spotdrill::states {

Result<api::states::PublishStateMachineVersionOutput> publish_state_machine_version(
    States& states, const api::states::PublishStateMachineVersionInput& request) {
  const std::string& text = request.state_machine_arn;
  const ResourceArn arn = TRY(read_machine_arn(text, states.place()));
  const StateMachineRecord* machine = states.find_machine(arn);
  if (machine == nullptr || !arn.qualifier.empty()) return state_machine_does_not_exist(text);
  if (machine->status == "DELETING") return state_machine_deleting(text);

  // "To specify an initial revision ID for a state machine with no revision ID assigned, specify
  // the string INITIAL for the revisionId parameter."
  const RevisionRecord& revision = states.current_revision(*machine);
  const std::string current = revision.initial ? "INITIAL" : revision.id;
  if (request.revision_id && *request.revision_id != current) {
    return revision_conflict(*request.revision_id, current);
  }
  const StateMachineVersionRecord* version =
      TRY(states.publish(arn.name, request.description.value_or("")));
  return api::states::PublishStateMachineVersionOutput{
      .creation_date = version->created,
      .state_machine_version_arn = states.version_arn(arn.name, version->number)};
}

}  // namespace spotdrill::states
