#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array states_state_machine_alias_properties{
    Property{.name = "Description"},
    Property{.name = "Name", .change = Change::Replacement},
    Property{.name = "RoutingConfiguration", .required = true},
};

constexpr std::array states_state_machine_alias_create{
    Call{.service = "states",
         .operation = "CreateStateMachineAlias",
         .input = R"json({"name": "$@name", "description": "$Description",
    "routingConfiguration": "$RoutingConfiguration"})json",
         .as = "@create"},
};

constexpr std::array states_state_machine_alias_update{
    Call{.service = "states",
         .operation = "UpdateStateMachineAlias",
         .input = R"json({"stateMachineAliasArn": "$@id", "description": "$or(Description=)",
    "routingConfiguration": "$RoutingConfiguration"})json"},
};

constexpr std::array states_state_machine_alias_remove{
    Call{.service = "states",
         .operation = "DeleteStateMachineAlias",
         .input = R"json({"stateMachineAliasArn": "$@id"})json"},
};

constexpr std::array states_state_machine_alias_attributes{
    Attribute{.name = "Arn", .value = "$@id"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::StepFunctions::StateMachineAlias".
constinit const ResourceType states_state_machine_alias{
    .name = "AWS::StepFunctions::StateMachineAlias",
    .properties = states_state_machine_alias_properties,
    .name_property = "Name",
    .name_length_max = 80,
    .create = states_state_machine_alias_create,
    .id = "$@create.stateMachineAliasArn",
    .update = states_state_machine_alias_update,
    .remove = states_state_machine_alias_remove,
    .gone = "ResourceNotFound",
    .attributes = states_state_machine_alias_attributes,
};

}  // namespace spotdrill::cloudformation
