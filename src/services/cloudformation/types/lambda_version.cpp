#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array lambda_version_properties{
    Property{.name = "CodeSha256", .change = Change::Replacement},
    Property{.name = "Description", .change = Change::Replacement},
    Property{.name = "FunctionName", .change = Change::Replacement, .required = true},
};

constexpr std::array lambda_version_create{
    Call{.service = "lambda",
         .operation = "PublishVersion",
         .input = R"json({"FunctionName": "$FunctionName", "CodeSha256": "$CodeSha256",
    "Description": "$Description"})json",
         .as = "@create"},
};

constexpr std::array lambda_version_remove{
    Call{.service = "lambda",
         .operation = "DeleteFunction",
         .input = R"json({"FunctionName": "$@id"})json"},
};

constexpr std::array lambda_version_attributes{
    Attribute{.name = "FunctionArn", .value = "$@id"},
    Attribute{.name = "Version", .value = "$@read.Configuration.Version"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::Lambda::Version".
constinit const ResourceType lambda_version{
    .name = "AWS::Lambda::Version",
    .properties = lambda_version_properties,
    .create = lambda_version_create,
    .id = "$@create.FunctionArn",
    .read = Call{.service = "lambda",
                 .operation = "GetFunction",
                 .input = R"json({"FunctionName": "$@id"})json"},
    .remove = lambda_version_remove,
    .gone = "ResourceNotFoundException",
    .attributes = lambda_version_attributes,
};

}  // namespace spotdrill::cloudformation
