#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array sns_topic_policy_properties{
    Property{.name = "PolicyDocument", .required = true},
    Property{.name = "Topics", .required = true},
};

/// A topic has no way to be without a policy: it gets back the one that it was made with.
constexpr std::string_view sns_default_policy =
    R"json({"TopicArn": "$@each", "AttributeName": "Policy", "AttributeValue": {
    "Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [{
    "Sid": "__default_statement_ID", "Effect": "Allow", "Principal": {"AWS": "*"},
    "Action": ["SNS:GetTopicAttributes", "SNS:SetTopicAttributes", "SNS:AddPermission",
    "SNS:RemovePermission", "SNS:DeleteTopic", "SNS:Subscribe", "SNS:ListSubscriptionsByTopic",
    "SNS:Publish"], "Resource": "$@each",
    "Condition": {"StringEquals": {"AWS:SourceOwner": "$@account"}}}]}})json";

constexpr std::array sns_topic_policy_create{
    Call{.service = "sns",
         .operation = "SetTopicAttributes",
         .input = R"json({"TopicArn": "$@each", "AttributeName": "Policy",
    "AttributeValue": "$PolicyDocument"})json",
         .each = "$Topics"},
};

constexpr std::array sns_topic_policy_update{
    Call{.service = "sns",
         .operation = "SetTopicAttributes",
         .input = sns_default_policy,
         .each = "$gone(Topics)"},
    Call{.service = "sns",
         .operation = "SetTopicAttributes",
         .input = R"json({"TopicArn": "$@each", "AttributeName": "Policy",
    "AttributeValue": "$PolicyDocument"})json",
         .each = "$Topics"},
};

constexpr std::array sns_topic_policy_remove{
    Call{.service = "sns",
         .operation = "SetTopicAttributes",
         .input = sns_default_policy,
         .each = "$Topics"},
};

constexpr std::array sns_topic_policy_attributes{
    Attribute{.name = "Id", .value = "$@id"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::SNS::TopicPolicy".
constinit const ResourceType sns_topic_policy{
    .name = "AWS::SNS::TopicPolicy",
    .properties = sns_topic_policy_properties,
    .create = sns_topic_policy_create,
    .update = sns_topic_policy_update,
    .remove = sns_topic_policy_remove,
    .gone = "NotFound",
    .attributes = sns_topic_policy_attributes,
};

}  // namespace spotdrill::cloudformation
