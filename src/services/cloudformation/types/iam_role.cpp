#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array iam_role_properties{
    Property{.name = "AssumeRolePolicyDocument", .required = true},
    Property{.name = "Description", .change = Change::Refused},
    Property{.name = "ManagedPolicyArns"},
    Property{.name = "MaxSessionDuration", .change = Change::Refused},
    Property{.name = "Path", .change = Change::Replacement},
    Property{.name = "Policies"},
    Property{.name = "RoleName", .change = Change::Replacement},
    Property{.name = "Tags"},
};

constexpr std::array iam_role_create{
    Call{.service = "iam",
         .operation = "CreateRole",
         .input =
             R"json({"RoleName": "$@name", "AssumeRolePolicyDocument": "$AssumeRolePolicyDocument",
    "Path": "$Path", "Description": "$Description",
    "MaxSessionDuration": "$MaxSessionDuration", "Tags": "$tags(Tags)"})json"},
    Call{.service = "iam",
         .operation = "AttachRolePolicy",
         .input = R"json({"RoleName": "$@name", "PolicyArn": "$@each"})json",
         .each = "$ManagedPolicyArns"},
    Call{.service = "iam",
         .operation = "PutRolePolicy",
         .input = R"json({"RoleName": "$@name", "PolicyName": "$@each.PolicyName",
    "PolicyDocument": "$@each.PolicyDocument"})json",
         .each = "$Policies"},
};

constexpr std::array iam_role_update{
    Call{.service = "iam",
         .operation = "UpdateAssumeRolePolicy",
         .input = R"json({"RoleName": "$@id", "PolicyDocument": "$AssumeRolePolicyDocument"})json",
         .when = "$any_changed(AssumeRolePolicyDocument)"},
    Call{.service = "iam",
         .operation = "DetachRolePolicy",
         .input = R"json({"RoleName": "$@id", "PolicyArn": "$@each"})json",
         .each = "$gone(ManagedPolicyArns)"},
    Call{.service = "iam",
         .operation = "AttachRolePolicy",
         .input = R"json({"RoleName": "$@id", "PolicyArn": "$@each"})json",
         .each = "$added(ManagedPolicyArns)"},
    Call{.service = "iam",
         .operation = "DeleteRolePolicy",
         .input = R"json({"RoleName": "$@id", "PolicyName": "$@each.PolicyName"})json",
         .each = "$gone(Policies:PolicyName)"},
    Call{.service = "iam",
         .operation = "PutRolePolicy",
         .input = R"json({"RoleName": "$@id", "PolicyName": "$@each.PolicyName",
    "PolicyDocument": "$@each.PolicyDocument"})json",
         .each = "$added(Policies)"},
    Call{.service = "iam",
         .operation = "UntagRole",
         .input = R"json({"RoleName": "$@id", "TagKeys": "$gone_tags(Tags)"})json",
         .when = "$gone_tags(Tags)"},
    Call{.service = "iam",
         .operation = "TagRole",
         .input = R"json({"RoleName": "$@id", "Tags": "$tags(Tags)"})json",
         .when = "$tags(Tags)"},
};

constexpr std::array iam_role_remove{
    Call{.service = "iam",
         .operation = "DetachRolePolicy",
         .input = R"json({"RoleName": "$@id", "PolicyArn": "$@each"})json",
         .each = "$ManagedPolicyArns"},
    Call{.service = "iam",
         .operation = "DeleteRolePolicy",
         .input = R"json({"RoleName": "$@id", "PolicyName": "$@each.PolicyName"})json",
         .each = "$Policies"},
    Call{.service = "iam", .operation = "DeleteRole", .input = R"json({"RoleName": "$@id"})json"},
};

constexpr std::array iam_role_attributes{
    Attribute{.name = "Arn", .value = "$@read.Role.Arn"},
    Attribute{.name = "RoleId", .value = "$@read.Role.RoleId"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::IAM::Role".
// DEVIATION: there is no UpdateRole, so that a change of Description or MaxSessionDuration is
// refused.
constinit const ResourceType iam_role{
    .name = "AWS::IAM::Role",
    .properties = iam_role_properties,
    .name_property = "RoleName",
    .create = iam_role_create,
    .read =
        Call{.service = "iam", .operation = "GetRole", .input = R"json({"RoleName": "$@id"})json"},
    .update = iam_role_update,
    .remove = iam_role_remove,
    .gone = "NoSuchEntity",
    .attributes = iam_role_attributes,
    .needs_iam_capability = true,
};

}  // namespace spotdrill::cloudformation
