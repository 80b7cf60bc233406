#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array sqs_queue_policy_properties{
    Property{.name = "PolicyDocument", .required = true},
    Property{.name = "Queues", .required = true},
};

constexpr std::array sqs_queue_policy_create{
    Call{.service = "sqs",
         .operation = "SetQueueAttributes",
         .input = R"json({"QueueUrl": "$@each", "Attributes": {"Policy": "$PolicyDocument"}})json",
         .each = "$Queues"},
};

constexpr std::array sqs_queue_policy_update{
    Call{.service = "sqs",
         .operation = "SetQueueAttributes",
         .input = R"json({"QueueUrl": "$@each", "Attributes": {"Policy": ""}})json",
         .each = "$gone(Queues)"},
    Call{.service = "sqs",
         .operation = "SetQueueAttributes",
         .input = R"json({"QueueUrl": "$@each", "Attributes": {"Policy": "$PolicyDocument"}})json",
         .each = "$Queues"},
};

constexpr std::array sqs_queue_policy_remove{
    Call{.service = "sqs",
         .operation = "SetQueueAttributes",
         .input = R"json({"QueueUrl": "$@each", "Attributes": {"Policy": ""}})json",
         .each = "$Queues"},
};

constexpr std::array sqs_queue_policy_attributes{
    Attribute{.name = "Id", .value = "$@id"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::SQS::QueuePolicy".
constinit const ResourceType sqs_queue_policy{
    .name = "AWS::SQS::QueuePolicy",
    .properties = sqs_queue_policy_properties,
    .create = sqs_queue_policy_create,
    .update = sqs_queue_policy_update,
    .remove = sqs_queue_policy_remove,
    .gone = "QueueDoesNotExist AWS.SimpleQueueService.NonExistentQueue",
    .attributes = sqs_queue_policy_attributes,
};

}  // namespace spotdrill::cloudformation
