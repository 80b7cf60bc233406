#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array iam_policy_properties{
    Property{.name = "PolicyDocument", .required = true},
    Property{.name = "PolicyName", .change = Change::Replacement, .required = true},
    Property{.name = "Roles", .required = true},
};

constexpr std::array iam_policy_create{
    Call{.service = "iam",
         .operation = "PutRolePolicy",
         .input = R"json({"RoleName": "$@each", "PolicyName": "$PolicyName",
    "PolicyDocument": "$PolicyDocument"})json",
         .each = "$Roles"},
};

constexpr std::array iam_policy_update{
    Call{.service = "iam",
         .operation = "DeleteRolePolicy",
         .input = R"json({"RoleName": "$@each", "PolicyName": "$PolicyName"})json",
         .each = "$gone(Roles)"},
    Call{.service = "iam",
         .operation = "PutRolePolicy",
         .input = R"json({"RoleName": "$@each", "PolicyName": "$PolicyName",
    "PolicyDocument": "$PolicyDocument"})json",
         .each = "$Roles"},
};

constexpr std::array iam_policy_remove{
    Call{.service = "iam",
         .operation = "DeleteRolePolicy",
         .input = R"json({"RoleName": "$@each", "PolicyName": "$PolicyName"})json",
         .each = "$Roles"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::IAM::Policy".
// DEVIATION: another name makes another policy, where AWS renames it in place.
constinit const ResourceType iam_policy{
    .name = "AWS::IAM::Policy",
    .properties = iam_policy_properties,
    .name_length_max = 128,
    .create = iam_policy_create,
    .update = iam_policy_update,
    .remove = iam_policy_remove,
    .gone = "NoSuchEntity",
    .needs_iam_capability = true,
};

}  // namespace spotdrill::cloudformation
