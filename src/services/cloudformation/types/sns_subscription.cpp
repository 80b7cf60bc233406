#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array sns_subscription_properties{
    Property{.name = "Endpoint", .change = Change::Replacement, .required = true},
    Property{.name = "FilterPolicy"},
    Property{.name = "FilterPolicyScope"},
    Property{.name = "Protocol", .change = Change::Replacement, .required = true},
    Property{.name = "RawMessageDelivery"},
    Property{.name = "RedrivePolicy"},
    Property{.name = "TopicArn", .change = Change::Replacement, .required = true},
};

constexpr std::array sns_subscription_create{
    Call{.service = "sns",
         .operation = "Subscribe",
         .input = R"json({"TopicArn": "$TopicArn", "Protocol": "$Protocol", "Endpoint": "$Endpoint",
    "Attributes": {"FilterPolicy": "$FilterPolicy",
    "FilterPolicyScope": "$FilterPolicyScope",
    "RawMessageDelivery": "$RawMessageDelivery", "RedrivePolicy": "$RedrivePolicy"},
    "ReturnSubscriptionArn": true})json",
         .as = "@create"},
};

constexpr std::array sns_subscription_update{
    Call{.service = "sns",
         .operation = "SetSubscriptionAttributes",
         .input = R"json({"SubscriptionArn": "$@id", "AttributeName": "FilterPolicy",
    "AttributeValue": "$FilterPolicy"})json",
         .when = "$any_changed(FilterPolicy)"},
    Call{.service = "sns",
         .operation = "SetSubscriptionAttributes",
         .input = R"json({"SubscriptionArn": "$@id", "AttributeName": "FilterPolicyScope",
    "AttributeValue": "$or(FilterPolicyScope=MessageAttributes)"})json",
         .when = "$any_changed(FilterPolicyScope)"},
    Call{.service = "sns",
         .operation = "SetSubscriptionAttributes",
         .input = R"json({"SubscriptionArn": "$@id", "AttributeName": "RawMessageDelivery",
    "AttributeValue": "$or(RawMessageDelivery=false)"})json",
         .when = "$any_changed(RawMessageDelivery)"},
    Call{.service = "sns",
         .operation = "SetSubscriptionAttributes",
         .input = R"json({"SubscriptionArn": "$@id", "AttributeName": "RedrivePolicy",
    "AttributeValue": "$RedrivePolicy"})json",
         .when = "$any_changed(RedrivePolicy)"},
};

constexpr std::array sns_subscription_remove{
    Call{.service = "sns",
         .operation = "Unsubscribe",
         .input = R"json({"SubscriptionArn": "$@id"})json"},
};

constexpr std::array sns_subscription_attributes{
    Attribute{.name = "Arn", .value = "$@id"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::SNS::Subscription".
constinit const ResourceType sns_subscription{
    .name = "AWS::SNS::Subscription",
    .properties = sns_subscription_properties,
    .create = sns_subscription_create,
    .id = "$@create.SubscriptionArn",
    .update = sns_subscription_update,
    .remove = sns_subscription_remove,
    .gone = "NotFound",
    .attributes = sns_subscription_attributes,
};

}  // namespace spotdrill::cloudformation
