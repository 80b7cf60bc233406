// AWS::Serverless::StateMachine.
#include <array>

#include "services/cloudformation/template/serverless/generated.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array machine_renamed{
    Renamed{"Definition", "Definition"},
    Renamed{"DefinitionSubstitutions", "DefinitionSubstitutions"},
    Renamed{"Logging", "LoggingConfiguration"},
    Renamed{"Name", "StateMachineName"},
    Renamed{"Role", "RoleArn"},
    Renamed{"Tracing", "TracingConfiguration"},
    Renamed{"Type", "StateMachineType"},
};

constexpr std::array<std::string_view, 4> machine_others{"DefinitionUri", "Policies", "RolePath",
                                                         "Tags"};

}  // namespace

Generated generate_state_machine(const ServerlessResource& resource, json::object& resources) {
  json::object properties = TRY(take_renamed(resource, machine_renamed, machine_others));
  const bool uri = resource.properties.contains("DefinitionUri");
  if (uri == properties.contains("Definition")) {
    return resource.invalid(uri ? "Specify either 'Definition' or 'DefinitionUri' property and "
                                  "not both."
                                : "Either 'Definition' or 'DefinitionUri' property must be "
                                  "specified.");
  }
  if (uri) properties["DefinitionS3Location"] = TRY(place_in_s3(resource, "DefinitionUri"));
  properties["Tags"] = marked_tags(resource, "stateMachine:createdBy");
  if (!properties.contains("RoleArn")) {
    const std::string role = resource.id + "Role";
    resources[role] = TRY(make_role(resource, role, "states.amazonaws.com", {},
                                    marked_tags(resource, "stateMachine:createdBy")));
    properties["RoleArn"] = attribute_of(role, "Arn");
  }
  resources[resource.id] =
      replaced_by(resource, "AWS::StepFunctions::StateMachine", std::move(properties));
  return {};
}

}  // namespace spotdrill::cloudformation
