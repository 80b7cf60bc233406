#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array iam_managed_policy_properties{
    Property{.name = "Description", .change = Change::Replacement},
    Property{.name = "ManagedPolicyName", .change = Change::Replacement},
    Property{.name = "Path", .change = Change::Replacement},
    Property{.name = "PolicyDocument", .required = true},
    Property{.name = "Roles"},
};

constexpr std::array iam_managed_policy_create{
    Call{.service = "iam",
         .operation = "CreatePolicy",
         .input = R"json({"PolicyName": "$@name", "Path": "$Path", "Description": "$Description",
    "PolicyDocument": "$PolicyDocument"})json",
         .as = "@create"},
    Call{.service = "iam",
         .operation = "AttachRolePolicy",
         .input = R"json({"RoleName": "$@each", "PolicyArn": "$@create.Policy.Arn"})json",
         .each = "$Roles"},
};

constexpr std::array iam_managed_policy_update{
    Call{.service = "iam",
         .operation = "DetachRolePolicy",
         .input = R"json({"RoleName": "$@each", "PolicyArn": "$@id"})json",
         .each = "$gone(Roles)"},
    Call{.service = "iam",
         .operation = "AttachRolePolicy",
         .input = R"json({"RoleName": "$@each", "PolicyArn": "$@id"})json",
         .each = "$added(Roles)"},
    Call{.service = "iam",
         .operation = "GetPolicy",
         .input = R"json({"PolicyArn": "$@id"})json",
         .when = "$any_changed(PolicyDocument)",
         .as = "@policy"},
    Call{
        .service = "iam",
        .operation = "CreatePolicyVersion",
        .input =
            R"json({"PolicyArn": "$@id", "PolicyDocument": "$PolicyDocument", "SetAsDefault": true})json",
        .when = "$any_changed(PolicyDocument)"},
    Call{.service = "iam",
         .operation = "DeletePolicyVersion",
         .input =
             R"json({"PolicyArn": "$@id", "VersionId": "$@policy.Policy.DefaultVersionId"})json",
         .when = "$any_changed(PolicyDocument)"},
};

constexpr std::array iam_managed_policy_remove{
    Call{.service = "iam",
         .operation = "DetachRolePolicy",
         .input = R"json({"RoleName": "$@each", "PolicyArn": "$@id"})json",
         .each = "$Roles"},
    Call{
        .service = "iam", .operation = "DeletePolicy", .input = R"json({"PolicyArn": "$@id"})json"},
};

constexpr std::array iam_managed_policy_attributes{
    Attribute{.name = "PolicyArn", .value = "$@id"},
    Attribute{.name = "PolicyId", .value = "$@read.Policy.PolicyId"},
    Attribute{.name = "DefaultVersionId", .value = "$@read.Policy.DefaultVersionId"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::IAM::ManagedPolicy".
constinit const ResourceType iam_managed_policy{
    .name = "AWS::IAM::ManagedPolicy",
    .properties = iam_managed_policy_properties,
    .name_property = "ManagedPolicyName",
    .name_length_max = 128,
    .create = iam_managed_policy_create,
    .id = "$@create.Policy.Arn",
    .read = Call{.service = "iam",
                 .operation = "GetPolicy",
                 .input = R"json({"PolicyArn": "$@id"})json"},
    .update = iam_managed_policy_update,
    .remove = iam_managed_policy_remove,
    .gone = "NoSuchEntity",
    .attributes = iam_managed_policy_attributes,
    .needs_iam_capability = true,
};

}  // namespace spotdrill::cloudformation
