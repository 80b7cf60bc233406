#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array kms_key_properties{
    Property{.name = "Description"},
    Property{.name = "EnableKeyRotation"},
    Property{.name = "Enabled"},
    Property{.name = "KeyPolicy"},
    Property{.name = "KeySpec", .change = Change::Replacement},
    Property{.name = "KeyUsage", .change = Change::Replacement},
    Property{.name = "PendingWindowInDays"},
    Property{.name = "Tags"},
};

constexpr std::array kms_key_create{
    Call{.service = "kms",
         .operation = "CreateKey",
         .input =
             R"json({"Description": "$Description", "Policy": "$KeyPolicy", "KeySpec": "$KeySpec",
    "KeyUsage": "$KeyUsage", "Tags": "$kms_tags(Tags)"})json",
         .as = "@create"},
    Call{.service = "kms",
         .operation = "EnableKeyRotation",
         .input = R"json({"KeyId": "$@create.KeyMetadata.KeyId"})json",
         .when = "$EnableKeyRotation"},
    Call{.service = "kms",
         .operation = "DisableKey",
         .input = R"json({"KeyId": "$@create.KeyMetadata.KeyId"})json",
         .when = "$is_false(Enabled)"},
};

constexpr std::array kms_key_update{
    Call{.service = "kms",
         .operation = "EnableKey",
         .input = R"json({"KeyId": "$@id"})json",
         .when = "$any_changed(Enabled)"},
    Call{.service = "kms",
         .operation = "UpdateKeyDescription",
         .input = R"json({"KeyId": "$@id", "Description": "$Description"})json",
         .when = "$changed(Description)"},
    Call{.service = "kms",
         .operation = "PutKeyPolicy",
         .input = R"json({"KeyId": "$@id", "PolicyName": "default", "Policy": "$KeyPolicy"})json",
         .when = "$changed(KeyPolicy)"},
    Call{.service = "kms",
         .operation = "EnableKeyRotation",
         .input = R"json({"KeyId": "$@id"})json",
         .when = "$changed(EnableKeyRotation)"},
    Call{.service = "kms",
         .operation = "DisableKeyRotation",
         .input = R"json({"KeyId": "$@id"})json",
         .when = "$became_false(EnableKeyRotation)"},
    Call{.service = "kms",
         .operation = "DisableKeyRotation",
         .input = R"json({"KeyId": "$@id"})json",
         .when = "$dropped(EnableKeyRotation)"},
    Call{.service = "kms",
         .operation = "DisableKey",
         .input = R"json({"KeyId": "$@id"})json",
         .when = "$is_false(Enabled)"},
    Call{.service = "kms",
         .operation = "UntagResource",
         .input = R"json({"KeyId": "$@id", "TagKeys": "$gone_tags(Tags)"})json",
         .when = "$gone_tags(Tags)"},
    Call{.service = "kms",
         .operation = "TagResource",
         .input = R"json({"KeyId": "$@id", "Tags": "$kms_tags(Tags)"})json",
         .when = "$kms_tags(Tags)"},
};

constexpr std::array kms_key_remove{
    Call{.service = "kms",
         .operation = "ScheduleKeyDeletion",
         .input = R"json({"KeyId": "$@id", "PendingWindowInDays": "$PendingWindowInDays"})json"},
};

constexpr std::array kms_key_attributes{
    Attribute{.name = "Arn", .value = "$@read.KeyMetadata.Arn"},
    Attribute{.name = "KeyId", .value = "$@id"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::KMS::Key".
constinit const ResourceType kms_key{
    .name = "AWS::KMS::Key",
    .properties = kms_key_properties,
    .create = kms_key_create,
    .id = "$@create.KeyMetadata.KeyId",
    .read =
        Call{.service = "kms", .operation = "DescribeKey", .input = R"json({"KeyId": "$@id"})json"},
    .update = kms_key_update,
    .remove = kms_key_remove,
    .gone = "NotFoundException KMSInvalidStateException",
    .attributes = kms_key_attributes,
};

}  // namespace spotdrill::cloudformation
