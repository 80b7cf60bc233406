#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array iam_instance_profile_properties{
    Property{.name = "InstanceProfileName", .change = Change::Replacement},
    Property{.name = "Path", .change = Change::Replacement},
    Property{.name = "Roles", .required = true},
};

constexpr std::array iam_instance_profile_create{
    Call{.service = "iam",
         .operation = "CreateInstanceProfile",
         .input = R"json({"InstanceProfileName": "$@name", "Path": "$Path"})json"},
    Call{.service = "iam",
         .operation = "AddRoleToInstanceProfile",
         .input = R"json({"InstanceProfileName": "$@name", "RoleName": "$@each"})json",
         .each = "$Roles"},
};

constexpr std::array iam_instance_profile_update{
    Call{.service = "iam",
         .operation = "RemoveRoleFromInstanceProfile",
         .input = R"json({"InstanceProfileName": "$@id", "RoleName": "$@each"})json",
         .each = "$gone(Roles)"},
    Call{.service = "iam",
         .operation = "AddRoleToInstanceProfile",
         .input = R"json({"InstanceProfileName": "$@id", "RoleName": "$@each"})json",
         .each = "$added(Roles)"},
};

constexpr std::array iam_instance_profile_remove{
    Call{.service = "iam",
         .operation = "RemoveRoleFromInstanceProfile",
         .input = R"json({"InstanceProfileName": "$@id", "RoleName": "$@each"})json",
         .each = "$Roles"},
    Call{.service = "iam",
         .operation = "DeleteInstanceProfile",
         .input = R"json({"InstanceProfileName": "$@id"})json"},
};

constexpr std::array iam_instance_profile_attributes{
    Attribute{.name = "Arn", .value = "$@read.InstanceProfile.Arn"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::IAM::InstanceProfile".
constinit const ResourceType iam_instance_profile{
    .name = "AWS::IAM::InstanceProfile",
    .properties = iam_instance_profile_properties,
    .name_property = "InstanceProfileName",
    .name_length_max = 128,
    .create = iam_instance_profile_create,
    .read = Call{.service = "iam",
                 .operation = "GetInstanceProfile",
                 .input = R"json({"InstanceProfileName": "$@id"})json"},
    .update = iam_instance_profile_update,
    .remove = iam_instance_profile_remove,
    .gone = "NoSuchEntity",
    .attributes = iam_instance_profile_attributes,
    .needs_iam_capability = true,
};

}  // namespace spotdrill::cloudformation
