#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array ssm_parameter_properties{
    Property{.name = "AllowedPattern"},
    Property{.name = "DataType", .change = Change::Replacement},
    Property{.name = "Description"},
    Property{.name = "Name", .change = Change::Replacement},
    Property{.name = "Policies"},
    Property{.name = "Tags"},
    Property{.name = "Tier"},
    Property{.name = "Type", .required = true},
    Property{.name = "Value", .required = true},
};

constexpr std::array ssm_parameter_create{
    Call{.service = "ssm",
         .operation = "PutParameter",
         .input = R"json({"*": true, "Name": "$@name", "Tags": "$tags(Tags)"})json"},
};

constexpr std::array ssm_parameter_update{
    Call{.service = "ssm",
         .operation = "PutParameter",
         .input = R"json({"*": true, "Name": "$@id", "Tags": "$@none", "Overwrite": true})json"},
    Call{
        .service = "ssm",
        .operation = "RemoveTagsFromResource",
        .input =
            R"json({"ResourceType": "Parameter", "ResourceId": "$@id", "TagKeys": "$gone_tags(Tags)"})json",
        .when = "$gone_tags(Tags)"},
    Call{
        .service = "ssm",
        .operation = "AddTagsToResource",
        .input =
            R"json({"ResourceType": "Parameter", "ResourceId": "$@id", "Tags": "$tags(Tags)"})json",
        .when = "$tags(Tags)"},
};

constexpr std::array ssm_parameter_remove{
    Call{.service = "ssm", .operation = "DeleteParameter", .input = R"json({"Name": "$@id"})json"},
};

constexpr std::array ssm_parameter_attributes{
    Attribute{.name = "Type", .value = "$Type"},
    Attribute{.name = "Value", .value = "$Value"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::SSM::Parameter".
constinit const ResourceType ssm_parameter{
    .name = "AWS::SSM::Parameter",
    .properties = ssm_parameter_properties,
    .name_property = "Name",
    .name_length_max = 1011,
    .create = ssm_parameter_create,
    .update = ssm_parameter_update,
    .remove = ssm_parameter_remove,
    .gone = "ParameterNotFound",
    .attributes = ssm_parameter_attributes,
};

}  // namespace spotdrill::cloudformation
