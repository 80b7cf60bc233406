#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array fis_experiment_template_properties{
    Property{.name = "Actions"},
    Property{.name = "Description", .required = true},
    Property{.name = "ExperimentOptions"},
    Property{.name = "LogConfiguration"},
    Property{.name = "RoleArn", .required = true},
    Property{.name = "StopConditions", .required = true},
    Property{.name = "Tags"},
    Property{.name = "Targets", .required = true},
};

constexpr std::array fis_experiment_template_create{
    Call{.service = "fis",
         .operation = "CreateExperimentTemplate",
         .input = R"json({"*": true, "Tags": "$tag_map(Tags)"})json",
         .as = "@create"},
};

constexpr std::array fis_experiment_template_update{
    Call{
        .service = "fis",
        .operation = "UpdateExperimentTemplate",
        .input =
            R"json({"id": "$@id", "description": "$Description", "stopConditions": "$StopConditions",
    "targets": "$Targets", "actions": "$Actions", "roleArn": "$RoleArn",
    "logConfiguration": "$LogConfiguration"})json"},
    Call{.service = "fis",
         .operation = "UntagResource",
         .input =
             R"json({"resourceArn": "arn:aws:fis:${@region}:${@account}:experiment-template/${@id}",
    "tagKeys": "$gone_tags(Tags)"})json",
         .when = "$gone_tags(Tags)"},
    Call{.service = "fis",
         .operation = "TagResource",
         .input =
             R"json({"resourceArn": "arn:aws:fis:${@region}:${@account}:experiment-template/${@id}",
    "tags": "$tag_map(Tags)"})json",
         .when = "$tag_map(Tags)"},
};

constexpr std::array fis_experiment_template_remove{
    Call{.service = "fis",
         .operation = "DeleteExperimentTemplate",
         .input = R"json({"id": "$@id"})json"},
};

constexpr std::array fis_experiment_template_attributes{
    Attribute{.name = "Id", .value = "$@id"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::FIS::ExperimentTemplate".
constinit const ResourceType fis_experiment_template{
    .name = "AWS::FIS::ExperimentTemplate",
    .properties = fis_experiment_template_properties,
    .create = fis_experiment_template_create,
    .id = "$@create.experimentTemplate.id",
    .update = fis_experiment_template_update,
    .remove = fis_experiment_template_remove,
    .gone = "ResourceNotFoundException",
    .attributes = fis_experiment_template_attributes,
};

}  // namespace spotdrill::cloudformation
