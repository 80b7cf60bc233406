#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array sqs_queue_properties{
    Property{.name = "ContentBasedDeduplication"},
    Property{.name = "DeduplicationScope"},
    Property{.name = "DelaySeconds"},
    Property{.name = "FifoQueue", .change = Change::Replacement},
    Property{.name = "FifoThroughputLimit"},
    Property{.name = "MaximumMessageSize"},
    Property{.name = "MessageRetentionPeriod"},
    Property{.name = "QueueName", .change = Change::Replacement},
    Property{.name = "ReceiveMessageWaitTimeSeconds"},
    Property{.name = "RedriveAllowPolicy"},
    Property{.name = "RedrivePolicy"},
    Property{.name = "SqsManagedSseEnabled"},
    Property{.name = "Tags"},
    Property{.name = "VisibilityTimeout"},
};

constexpr std::array sqs_queue_create{
    Call{.service = "sqs",
         .operation = "CreateQueue",
         .input = R"json({"QueueName": "$@name",
    "Attributes": { "ContentBasedDeduplication": "$ContentBasedDeduplication",
    "DeduplicationScope": "$DeduplicationScope", "DelaySeconds": "$DelaySeconds",
    "FifoThroughputLimit": "$FifoThroughputLimit",
    "MaximumMessageSize": "$MaximumMessageSize",
    "MessageRetentionPeriod": "$MessageRetentionPeriod",
    "ReceiveMessageWaitTimeSeconds": "$ReceiveMessageWaitTimeSeconds",
    "RedriveAllowPolicy": "$RedriveAllowPolicy", "RedrivePolicy": "$RedrivePolicy",
    "SqsManagedSseEnabled": "$SqsManagedSseEnabled",
    "VisibilityTimeout": "$VisibilityTimeout", "FifoQueue": "$if(FifoQueue=true)"},
    "tags": "$tag_map(Tags)"})json",
         .as = "@create"},
};

// What is left away gets SQS's default again: an attribute that is not sent stays.
constexpr std::array sqs_queue_update{
    Call{.service = "sqs",
         .operation = "SetQueueAttributes",
         .input = R"json({"QueueUrl": "$@id",
    "Attributes": { "ContentBasedDeduplication": "$ContentBasedDeduplication",
    "DeduplicationScope": "$DeduplicationScope", "DelaySeconds": "$or(DelaySeconds=0)",
    "FifoThroughputLimit": "$FifoThroughputLimit",
    "MaximumMessageSize": "$or(MaximumMessageSize=1048576)",
    "MessageRetentionPeriod": "$or(MessageRetentionPeriod=345600)",
    "ReceiveMessageWaitTimeSeconds": "$or(ReceiveMessageWaitTimeSeconds=0)",
    "RedriveAllowPolicy": "$or(RedriveAllowPolicy=)", "RedrivePolicy": "$or(RedrivePolicy=)",
    "SqsManagedSseEnabled": "$or(SqsManagedSseEnabled=true)",
    "VisibilityTimeout": "$or(VisibilityTimeout=30)"}})json",
         .when = "$any_changed(ContentBasedDeduplication DeduplicationScope DelaySeconds "
                 "FifoThroughputLimit MaximumMessageSize MessageRetentionPeriod "
                 "ReceiveMessageWaitTimeSeconds RedriveAllowPolicy RedrivePolicy "
                 "SqsManagedSseEnabled VisibilityTimeout)"},
    Call{.service = "sqs",
         .operation = "UntagQueue",
         .input = R"json({"QueueUrl": "$@id", "TagKeys": "$gone_tags(Tags)"})json",
         .when = "$gone_tags(Tags)"},
    Call{.service = "sqs",
         .operation = "TagQueue",
         .input = R"json({"QueueUrl": "$@id", "Tags": "$tag_map(Tags)"})json",
         .when = "$tag_map(Tags)"},
};

constexpr std::array sqs_queue_remove{
    Call{.service = "sqs", .operation = "DeleteQueue", .input = R"json({"QueueUrl": "$@id"})json"},
};

constexpr std::array sqs_queue_attributes{
    Attribute{.name = "Arn", .value = "$@read.Attributes.QueueArn"},
    Attribute{.name = "QueueName", .value = "$@name"},
    Attribute{.name = "QueueUrl", .value = "$@id"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::SQS::Queue".
constinit const ResourceType sqs_queue{
    .name = "AWS::SQS::Queue",
    .properties = sqs_queue_properties,
    .name_property = "QueueName",
    .name_length_max = 80,
    .name_suffix = "$if(FifoQueue=.fifo)",
    .probe = Call{.service = "sqs",
                  .operation = "GetQueueUrl",
                  .input = R"json({"QueueName": "$@name"})json"},
    .create = sqs_queue_create,
    .id = "$@create.QueueUrl",
    .read = Call{.service = "sqs",
                 .operation = "GetQueueAttributes",
                 .input = R"json({"QueueUrl": "$@id", "AttributeNames": ["QueueArn"]})json"},
    .update = sqs_queue_update,
    .remove = sqs_queue_remove,
    .gone = "QueueDoesNotExist AWS.SimpleQueueService.NonExistentQueue",
    .attributes = sqs_queue_attributes,
};

}  // namespace spotdrill::cloudformation
