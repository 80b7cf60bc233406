#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array logs_log_group_properties{
    Property{.name = "DeletionProtectionEnabled"},
    Property{.name = "LogGroupClass", .change = Change::Replacement},
    Property{.name = "LogGroupName", .change = Change::Replacement},
    Property{.name = "RetentionInDays"},
    Property{.name = "Tags"},
};

constexpr std::array logs_log_group_create{
    Call{.service = "logs",
         .operation = "CreateLogGroup",
         .input = R"json({"logGroupName": "$@name", "logGroupClass": "$LogGroupClass",
    "deletionProtectionEnabled": "$DeletionProtectionEnabled", "tags": "$tag_map(Tags)"})json"},
    Call{.service = "logs",
         .operation = "PutRetentionPolicy",
         .input = R"json({"logGroupName": "$@name", "retentionInDays": "$RetentionInDays"})json",
         .when = "$RetentionInDays"},
};

constexpr std::array logs_log_group_update{
    Call{.service = "logs",
         .operation = "PutRetentionPolicy",
         .input = R"json({"logGroupName": "$@id", "retentionInDays": "$RetentionInDays"})json",
         .when = "$changed(RetentionInDays)"},
    Call{.service = "logs",
         .operation = "DeleteRetentionPolicy",
         .input = R"json({"logGroupName": "$@id"})json",
         .when = "$dropped(RetentionInDays)"},
    Call{.service = "logs",
         .operation = "PutLogGroupDeletionProtection",
         .input = R"json({"logGroupIdentifier": "$@id",
    "deletionProtectionEnabled": "$DeletionProtectionEnabled"})json",
         .when = "$any_changed(DeletionProtectionEnabled)"},
    Call{.service = "logs",
         .operation = "UntagLogGroup",
         .input = R"json({"logGroupName": "$@id", "tags": "$gone_tags(Tags)"})json",
         .when = "$gone_tags(Tags)"},
    Call{.service = "logs",
         .operation = "TagLogGroup",
         .input = R"json({"logGroupName": "$@id", "tags": "$tag_map(Tags)"})json",
         .when = "$tag_map(Tags)"},
};

constexpr std::array logs_log_group_remove{
    Call{.service = "logs",
         .operation = "DeleteLogGroup",
         .input = R"json({"logGroupName": "$@id"})json"},
};

constexpr std::array logs_log_group_attributes{
    Attribute{.name = "Arn", .value = "arn:aws:logs:${@region}:${@account}:log-group:${@id}:*"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::Logs::LogGroup".
constinit const ResourceType logs_log_group{
    .name = "AWS::Logs::LogGroup",
    .properties = logs_log_group_properties,
    .name_property = "LogGroupName",
    .name_length_max = 512,
    .create = logs_log_group_create,
    .update = logs_log_group_update,
    .remove = logs_log_group_remove,
    .gone = "ResourceNotFoundException",
    .attributes = logs_log_group_attributes,
};

}  // namespace spotdrill::cloudformation
