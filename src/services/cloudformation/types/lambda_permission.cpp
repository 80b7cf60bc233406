#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array lambda_permission_properties{
    Property{.name = "Action", .change = Change::Replacement, .required = true},
    Property{.name = "EventSourceToken", .change = Change::Replacement},
    Property{.name = "FunctionName", .change = Change::Replacement, .required = true},
    Property{.name = "FunctionUrlAuthType", .change = Change::Replacement},
    Property{.name = "Principal", .change = Change::Replacement, .required = true},
    Property{.name = "PrincipalOrgID", .change = Change::Replacement},
    Property{.name = "SourceAccount", .change = Change::Replacement},
    Property{.name = "SourceArn", .change = Change::Replacement},
};

constexpr std::array lambda_permission_create{
    Call{.service = "lambda",
         .operation = "AddPermission",
         .input = R"json({"StatementId": "$@name", "*": true})json"},
};

constexpr std::array lambda_permission_remove{
    Call{.service = "lambda",
         .operation = "RemovePermission",
         .input = R"json({"FunctionName": "$FunctionName", "StatementId": "$@id"})json"},
};

constexpr std::array lambda_permission_attributes{
    Attribute{.name = "Id", .value = "$@id"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::Lambda::Permission".
constinit const ResourceType lambda_permission{
    .name = "AWS::Lambda::Permission",
    .properties = lambda_permission_properties,
    .name_length_max = 100,
    .create = lambda_permission_create,
    .remove = lambda_permission_remove,
    .gone = "ResourceNotFoundException",
    .attributes = lambda_permission_attributes,
};

}  // namespace spotdrill::cloudformation
