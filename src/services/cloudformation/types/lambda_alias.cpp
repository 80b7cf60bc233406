#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array lambda_alias_properties{
    Property{.name = "Description"},
    Property{.name = "FunctionName", .change = Change::Replacement, .required = true},
    Property{.name = "FunctionVersion", .required = true},
    Property{.name = "Name", .change = Change::Replacement, .required = true},
    Property{.name = "RoutingConfig"},
};

constexpr std::array lambda_alias_create{
    Call{.service = "lambda",
         .operation = "CreateAlias",
         .input = R"json({"FunctionName": "$FunctionName", "Name": "$Name",
    "FunctionVersion": "$FunctionVersion", "Description": "$Description",
    "RoutingConfig": "$RoutingConfig"})json",
         .as = "@create"},
};

constexpr std::array lambda_alias_update{
    Call{.service = "lambda",
         .operation = "UpdateAlias",
         .input = R"json({"FunctionName": "$FunctionName", "Name": "$Name",
    "FunctionVersion": "$FunctionVersion", "Description": "$or(Description=)",
    "RoutingConfig": "$RoutingConfig"})json",
         .when = "$any_changed(FunctionVersion Description RoutingConfig)"},
};

constexpr std::array lambda_alias_remove{
    Call{.service = "lambda",
         .operation = "DeleteAlias",
         .input = R"json({"FunctionName": "$FunctionName", "Name": "$Name"})json"},
};

constexpr std::array lambda_alias_attributes{
    Attribute{.name = "AliasArn", .value = "$@id"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::Lambda::Alias".
constinit const ResourceType lambda_alias{
    .name = "AWS::Lambda::Alias",
    .properties = lambda_alias_properties,
    .create = lambda_alias_create,
    .id = "$@create.AliasArn",
    .update = lambda_alias_update,
    .remove = lambda_alias_remove,
    .gone = "ResourceNotFoundException",
    .attributes = lambda_alias_attributes,
};

}  // namespace spotdrill::cloudformation
