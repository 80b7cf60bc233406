#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array states_state_machine_properties{
    Property{.name = "Definition"},
    Property{.name = "DefinitionS3Location"},
    Property{.name = "DefinitionString"},
    Property{.name = "DefinitionSubstitutions"},
    Property{.name = "EncryptionConfiguration"},
    Property{.name = "LoggingConfiguration"},
    Property{.name = "RoleArn", .required = true},
    Property{.name = "StateMachineName", .change = Change::Replacement},
    Property{.name = "StateMachineType", .change = Change::Replacement},
    Property{.name = "Tags"},
    Property{.name = "TracingConfiguration"},
};

constexpr std::array states_state_machine_create{
    Call{.service = "s3",
         .operation = "GetObject",
         .input =
             R"json({"Bucket": "$DefinitionS3Location.Bucket", "Key": "$DefinitionS3Location.Key",
    "VersionId": "$DefinitionS3Location.Version"})json",
         .when = "$DefinitionS3Location",
         .as = "@object"},
    Call{.service = "states",
         .operation = "CreateStateMachine",
         .input = R"json({"name": "$@name", "type": "$StateMachineType", "roleArn": "$RoleArn",
    "definition": "$definition(@object.Body)",
    "loggingConfiguration": "$LoggingConfiguration",
    "tracingConfiguration": "$TracingConfiguration",
    "encryptionConfiguration": "$EncryptionConfiguration", "tags": "$tags(Tags)"})json",
         .as = "@create"},
};

constexpr std::array states_state_machine_update{
    Call{.service = "s3",
         .operation = "GetObject",
         .input =
             R"json({"Bucket": "$DefinitionS3Location.Bucket", "Key": "$DefinitionS3Location.Key",
    "VersionId": "$DefinitionS3Location.Version"})json",
         .when = "$DefinitionS3Location",
         .as = "@object"},
    Call{.service = "states",
         .operation = "UpdateStateMachine",
         .input = R"json({"stateMachineArn": "$@id", "roleArn": "$RoleArn",
    "definition": "$definition(@object.Body)",
    "loggingConfiguration": "$LoggingConfiguration",
    "tracingConfiguration": "$TracingConfiguration",
    "encryptionConfiguration": "$EncryptionConfiguration"})json"},
    Call{.service = "states",
         .operation = "UntagResource",
         .input = R"json({"resourceArn": "$@id", "tagKeys": "$gone_tags(Tags)"})json",
         .when = "$gone_tags(Tags)"},
    Call{.service = "states",
         .operation = "TagResource",
         .input = R"json({"resourceArn": "$@id", "tags": "$tags(Tags)"})json",
         .when = "$tags(Tags)"},
};

constexpr std::array states_state_machine_remove{
    Call{.service = "states",
         .operation = "DeleteStateMachine",
         .input = R"json({"stateMachineArn": "$@id"})json"},
};

constexpr std::array states_state_machine_attributes{
    Attribute{.name = "Arn", .value = "$@id"},
    Attribute{.name = "Name", .value = "$@read.name"},
    Attribute{.name = "StateMachineRevisionId", .value = "$or(@read.revisionId=INITIAL)"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::StepFunctions::StateMachine".
constinit const ResourceType states_state_machine{
    .name = "AWS::StepFunctions::StateMachine",
    .properties = states_state_machine_properties,
    .name_property = "StateMachineName",
    .name_length_max = 80,
    .create = states_state_machine_create,
    .id = "$@create.stateMachineArn",
    .read = Call{.service = "states",
                 .operation = "DescribeStateMachine",
                 .input = R"json({"stateMachineArn": "$@id"})json"},
    .update = states_state_machine_update,
    .remove = states_state_machine_remove,
    .gone = "StateMachineDoesNotExist",
    .removed = {.value = "$@read.status", .wanted = ""},
    .attributes = states_state_machine_attributes,
};

}  // namespace spotdrill::cloudformation
