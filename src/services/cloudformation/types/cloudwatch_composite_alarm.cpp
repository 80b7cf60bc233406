#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array cloudwatch_composite_alarm_properties{
    Property{.name = "ActionsEnabled"},
    Property{.name = "AlarmActions"},
    Property{.name = "AlarmDescription"},
    Property{.name = "AlarmName", .change = Change::Replacement},
    Property{.name = "AlarmRule", .required = true},
    Property{.name = "InsufficientDataActions"},
    Property{.name = "OKActions"},
    Property{.name = "Tags"},
};

constexpr std::array cloudwatch_composite_alarm_create{
    Call{.service = "cloudwatch",
         .operation = "PutCompositeAlarm",
         .input = R"json({"AlarmName": "$@name", "Tags": "$tags(Tags)", "*": true})json"},
};

constexpr std::array cloudwatch_composite_alarm_update{
    Call{.service = "cloudwatch",
         .operation = "PutCompositeAlarm",
         .input = R"json({"AlarmName": "$@id", "*": true})json"},
    Call{.service = "cloudwatch",
         .operation = "UntagResource",
         .input = R"json({"ResourceARN": "arn:aws:cloudwatch:${@region}:${@account}:alarm:${@id}",
    "TagKeys": "$gone_tags(Tags)"})json",
         .when = "$gone_tags(Tags)"},
    Call{.service = "cloudwatch",
         .operation = "TagResource",
         .input = R"json({"ResourceARN": "arn:aws:cloudwatch:${@region}:${@account}:alarm:${@id}",
    "Tags": "$tags(Tags)"})json",
         .when = "$tags(Tags)"},
};

constexpr std::array cloudwatch_composite_alarm_remove{
    Call{.service = "cloudwatch",
         .operation = "DeleteAlarms",
         .input = R"json({"AlarmNames": ["$@id"]})json"},
};

constexpr std::array cloudwatch_composite_alarm_attributes{
    Attribute{.name = "Arn", .value = "arn:aws:cloudwatch:${@region}:${@account}:alarm:${@id}"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::CloudWatch::CompositeAlarm".
constinit const ResourceType cloudwatch_composite_alarm{
    .name = "AWS::CloudWatch::CompositeAlarm",
    .properties = cloudwatch_composite_alarm_properties,
    .name_property = "AlarmName",
    .name_length_max = 255,
    .create = cloudwatch_composite_alarm_create,
    .update = cloudwatch_composite_alarm_update,
    .remove = cloudwatch_composite_alarm_remove,
    .gone = "ResourceNotFound",
    .attributes = cloudwatch_composite_alarm_attributes,
};

}  // namespace spotdrill::cloudformation
