#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array kms_alias_properties{
    Property{.name = "AliasName", .change = Change::Replacement, .required = true},
    Property{.name = "TargetKeyId", .required = true},
};

constexpr std::array kms_alias_create{
    Call{.service = "kms",
         .operation = "CreateAlias",
         .input = R"json({"AliasName": "$@name", "TargetKeyId": "$TargetKeyId"})json"},
};

constexpr std::array kms_alias_update{
    Call{.service = "kms",
         .operation = "UpdateAlias",
         .input = R"json({"AliasName": "$@id", "TargetKeyId": "$TargetKeyId"})json"},
};

constexpr std::array kms_alias_remove{
    Call{.service = "kms", .operation = "DeleteAlias", .input = R"json({"AliasName": "$@id"})json"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::KMS::Alias".
constinit const ResourceType kms_alias{
    .name = "AWS::KMS::Alias",
    .properties = kms_alias_properties,
    .name_property = "AliasName",
    .name_length_max = 256,
    .create = kms_alias_create,
    .update = kms_alias_update,
    .remove = kms_alias_remove,
    .gone = "NotFoundException",
};

}  // namespace spotdrill::cloudformation
