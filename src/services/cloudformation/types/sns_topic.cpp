#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array sns_topic_properties{
    Property{.name = "ContentBasedDeduplication"},
    Property{.name = "DisplayName"},
    Property{.name = "FifoTopic", .change = Change::Replacement},
    Property{.name = "Subscription"},
    Property{.name = "Tags"},
    Property{.name = "TopicName", .change = Change::Replacement},
};

constexpr std::array sns_topic_create{
    Call{.service = "sns",
         .operation = "CreateTopic",
         .input = R"json({"Name": "$@name", "Attributes": {"DisplayName": "$DisplayName",
    "FifoTopic": "$if(FifoTopic=true)",
    "ContentBasedDeduplication": "$ContentBasedDeduplication"}, "Tags": "$tags(Tags)"})json",
         .as = "@create"},
    Call{.service = "sns",
         .operation = "Subscribe",
         .input = R"json({"TopicArn": "$@create.TopicArn", "Protocol": "$@each.Protocol",
    "Endpoint": "$@each.Endpoint"})json",
         .each = "$Subscription"},
};

constexpr std::array sns_topic_update{
    Call{.service = "sns",
         .operation = "SetTopicAttributes",
         .input = R"json({"TopicArn": "$@id", "AttributeName": "DisplayName",
    "AttributeValue": "$DisplayName"})json",
         .when = "$any_changed(DisplayName)"},
    Call{.service = "sns",
         .operation = "SetTopicAttributes",
         .input = R"json({"TopicArn": "$@id", "AttributeName": "ContentBasedDeduplication",
    "AttributeValue": "$ContentBasedDeduplication"})json",
         .when = "$changed(ContentBasedDeduplication)"},
    Call{
        .service = "sns",
        .operation = "Subscribe",
        .input =
            R"json({"TopicArn": "$@id", "Protocol": "$@each.Protocol", "Endpoint": "$@each.Endpoint"})json",
        .each = "$added(Subscription)"},
    Call{.service = "sns",
         .operation = "UntagResource",
         .input = R"json({"ResourceArn": "$@id", "TagKeys": "$gone_tags(Tags)"})json",
         .when = "$gone_tags(Tags)"},
    Call{.service = "sns",
         .operation = "TagResource",
         .input = R"json({"ResourceArn": "$@id", "Tags": "$tags(Tags)"})json",
         .when = "$tags(Tags)"},
};

constexpr std::array sns_topic_remove{
    Call{.service = "sns", .operation = "DeleteTopic", .input = R"json({"TopicArn": "$@id"})json"},
};

constexpr std::array sns_topic_attributes{
    Attribute{.name = "TopicArn", .value = "$@id"},
    Attribute{.name = "TopicName", .value = "$@name"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::SNS::Topic".
constinit const ResourceType sns_topic{
    .name = "AWS::SNS::Topic",
    .properties = sns_topic_properties,
    .name_property = "TopicName",
    .name_length_max = 256,
    .name_suffix = "$if(FifoTopic=.fifo)",
    .probe =
        Call{.service = "sns",
             .operation = "GetTopicAttributes",
             .input = R"json({"TopicArn": "arn:aws:sns:${@region}:${@account}:${@name}"})json"},
    .create = sns_topic_create,
    .id = "$@create.TopicArn",
    .update = sns_topic_update,
    .remove = sns_topic_remove,
    .gone = "NotFound",
    .attributes = sns_topic_attributes,
};

}  // namespace spotdrill::cloudformation
