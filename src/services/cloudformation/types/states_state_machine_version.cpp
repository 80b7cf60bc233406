#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array states_state_machine_version_properties{
    Property{.name = "Description", .change = Change::Replacement},
    Property{.name = "StateMachineArn", .change = Change::Replacement, .required = true},
    Property{.name = "StateMachineRevisionId", .change = Change::Replacement},
};

constexpr std::array states_state_machine_version_create{
    Call{.service = "states",
         .operation = "PublishStateMachineVersion",
         .input = R"json({"stateMachineArn": "$StateMachineArn",
    "revisionId": "$StateMachineRevisionId", "description": "$Description"})json",
         .as = "@create"},
};

constexpr std::array states_state_machine_version_remove{
    Call{.service = "states",
         .operation = "DeleteStateMachineVersion",
         .input = R"json({"stateMachineVersionArn": "$@id"})json"},
};

constexpr std::array states_state_machine_version_attributes{
    Attribute{.name = "Arn", .value = "$@id"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::StepFunctions::StateMachineVersion".
constinit const ResourceType states_state_machine_version{
    .name = "AWS::StepFunctions::StateMachineVersion",
    .properties = states_state_machine_version_properties,
    .create = states_state_machine_version_create,
    .id = "$@create.stateMachineVersionArn",
    .remove = states_state_machine_version_remove,
    .gone = "ResourceNotFound",
    .attributes = states_state_machine_version_attributes,
};

}  // namespace spotdrill::cloudformation
