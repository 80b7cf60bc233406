#include "services/states/configuration.hpp"
#include "services/states/errors.hpp"
#include "services/states/operations.hpp"

namespace spotdrill::states {
namespace {

using api::states::DescribeStateMachineOutput;

/// The version that the ARN names, or, of an alias, has first; null when it names none.
// DEVIATION: what AWS says of an alias with two versions is not known.
Result<const StateMachineVersionRecord*> described_version(const States& states,
                                                           const ResourceArn& arn,
                                                           std::string_view text) {
  const StateMachineVersionRecord* none = nullptr;
  if (arn.qualifier.empty()) return none;
  std::optional<std::int64_t> number = arn.version();
  if (!number) {
    const AliasRecord* alias = states.find_alias(arn.name, arn.qualifier);
    if (alias == nullptr) return state_machine_does_not_exist(text);
    number = alias->routing.front().version;
  }
  const StateMachineVersionRecord* version = states.find_version(arn.name, *number);
  if (version == nullptr) return state_machine_does_not_exist(text);
  return version;
}

}  // namespace

Result<DescribeStateMachineOutput> describe_state_machine(
    States& states, const api::states::DescribeStateMachineInput& request) {
  const std::string& text = request.state_machine_arn;
  const ResourceArn arn = TRY(read_machine_arn(text, states.place()));
  const StateMachineRecord* machine = states.find_machine(arn);
  if (machine == nullptr) return state_machine_does_not_exist(text);
  const StateMachineVersionRecord* version = TRY(described_version(states, arn, text));
  const RevisionRecord& revision = version == nullptr ? states.current_revision(*machine)
                                                      : *states.find_revision(version->revision);
  const Configuration& configuration = revision.configuration;

  DescribeStateMachineOutput output{
      .state_machine_arn = text,
      .name = machine->name,
      .status = machine->status,
      .definition = configuration.definition,
      .role_arn = configuration.role_arn,
      .type = machine->type,
      .creation_date = version == nullptr ? machine->created : version->created,
      .logging_configuration = render_logging(configuration.logging),
      .tracing_configuration = api::states::TracingConfiguration{.enabled = configuration.tracing},
      .encryption_configuration = render_encryption(configuration.encryption)};
  if (!revision.initial) output.revision_id = revision.id;
  if (version != nullptr && !version->description.empty())
    output.description = version->description;
  if (request.included_data == "METADATA_ONLY") {
    // "If called with includedData = METADATA_ONLY, the returned definition will be {}."
    output.definition = "{}";
  } else if (const auto definition = states.definition(revision.id)) {
    output.variable_references = asl::variable_references(*definition);
  }
  return output;
}

}  // namespace spotdrill::states
