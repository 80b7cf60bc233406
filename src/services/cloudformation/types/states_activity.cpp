#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array states_activity_properties{
    Property{.name = "EncryptionConfiguration", .change = Change::Replacement},
    Property{.name = "Name", .change = Change::Replacement, .required = true},
    Property{.name = "Tags"},
};

constexpr std::array states_activity_create{
    Call{.service = "states",
         .operation = "CreateActivity",
         .input = R"json({"name": "$@name", "encryptionConfiguration": "$EncryptionConfiguration",
    "tags": "$tags(Tags)"})json",
         .as = "@create"},
};

constexpr std::array states_activity_update{
    Call{.service = "states",
         .operation = "UntagResource",
         .input = R"json({"resourceArn": "$@id", "tagKeys": "$gone_tags(Tags)"})json",
         .when = "$gone_tags(Tags)"},
    Call{.service = "states",
         .operation = "TagResource",
         .input = R"json({"resourceArn": "$@id", "tags": "$tags(Tags)"})json",
         .when = "$tags(Tags)"},
};

constexpr std::array states_activity_remove{
    Call{.service = "states",
         .operation = "DeleteActivity",
         .input = R"json({"activityArn": "$@id"})json"},
};

constexpr std::array states_activity_attributes{
    Attribute{.name = "Arn", .value = "$@id"},
    Attribute{.name = "Name", .value = "$Name"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::StepFunctions::Activity".
constinit const ResourceType states_activity{
    .name = "AWS::StepFunctions::Activity",
    .properties = states_activity_properties,
    .name_property = "Name",
    .name_length_max = 80,
    .probe =
        Call{
            .service = "states",
            .operation = "DescribeActivity",
            .input =
                R"json({"activityArn": "arn:aws:states:${@region}:${@account}:activity:${@name}"})json"},
    .create = states_activity_create,
    .id = "$@create.activityArn",
    .update = states_activity_update,
    .remove = states_activity_remove,
    .gone = "ActivityDoesNotExist",
    .attributes = states_activity_attributes,
};

}  // namespace spotdrill::cloudformation
