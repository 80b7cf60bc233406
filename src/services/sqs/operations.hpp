// What SQS does: one function for each operation, each in operations/<operation>.cpp.
#pragma once

#include <functional>

#include "api/sqs.hpp"
#include "base/result.hpp"
#include "services/sqs/sqs.hpp"
#include "services/tagged_service.hpp"
#include "wire/dispatcher.hpp"
#include "wire/regional.hpp"

namespace spotdrill::sqs {

/// Writes a permission into the queue's policy.
/// Errors: InvalidParameterValue, NonExistentQueue, OverLimit.
/// Source: SQS API Reference, AddPermission.
Result<api::sqs::AddPermissionResult> add_permission(Sqs& sqs,
                                                     const api::sqs::AddPermissionRequest& request);

/// Errors: InvalidParameterValue, ResourceNotFoundException.
/// Source: SQS API Reference, CancelMessageMoveTask.
Result<api::sqs::CancelMessageMoveTaskResult> cancel_message_move_task(
    Sqs& sqs, const api::sqs::CancelMessageMoveTaskRequest& request);

/// Extends or ends the time for which a message is in flight.
/// Errors: InvalidParameterValue, NonExistentQueue, ReceiptHandleIsInvalid.
/// Source: SQS API Reference, ChangeMessageVisibility.
Result<api::sqs::ChangeMessageVisibilityResult> change_message_visibility(
    Sqs& sqs, const api::sqs::ChangeMessageVisibilityRequest& request);

/// Errors: those of every batch; of an entry those of ChangeMessageVisibility.
/// Source: SQS API Reference, ChangeMessageVisibilityBatch.
Result<api::sqs::ChangeMessageVisibilityBatchResult> change_message_visibility_batch(
    Sqs& sqs, const api::sqs::ChangeMessageVisibilityBatchRequest& request);

/// Makes a queue. One that is there with the same attributes is given.
/// Errors: InvalidAttributeName, InvalidAttributeValue, InvalidParameterValue, QueueAlreadyExists,
/// QueueDeletedRecently.
/// Source: SQS API Reference, CreateQueue.
Result<api::sqs::CreateQueueResult> create_queue(Sqs& sqs,
                                                 const api::sqs::CreateQueueRequest& request);

/// Errors: InvalidParameterValue, NonExistentQueue, ReceiptHandleIsInvalid.
/// Source: SQS API Reference, DeleteMessage.
Result<api::sqs::DeleteMessageResult> delete_message(Sqs& sqs,
                                                     const api::sqs::DeleteMessageRequest& request);

/// Errors: those of every batch; of an entry those of DeleteMessage.
/// Source: SQS API Reference, DeleteMessageBatch.
Result<api::sqs::DeleteMessageBatchResult> delete_message_batch(
    Sqs& sqs, const api::sqs::DeleteMessageBatchRequest& request);

/// Deletes the queue with what is in it.
/// Errors: NonExistentQueue.
/// Source: SQS API Reference, DeleteQueue.
Result<api::sqs::DeleteQueueResult> delete_queue(Sqs& sqs,
                                                 const api::sqs::DeleteQueueRequest& request);

/// Errors: InvalidAttributeName, NonExistentQueue.
/// Source: SQS API Reference, GetQueueAttributes.
Result<api::sqs::GetQueueAttributesResult> get_queue_attributes(
    Sqs& sqs, const api::sqs::GetQueueAttributesRequest& request);

/// Errors: NonExistentQueue.
/// Source: SQS API Reference, GetQueueUrl.
Result<api::sqs::GetQueueUrlResult> get_queue_url(Sqs& sqs,
                                                  const api::sqs::GetQueueUrlRequest& request);

/// Errors: InvalidParameterValue, NonExistentQueue.
/// Source: SQS API Reference, ListDeadLetterSourceQueues.
Result<api::sqs::ListDeadLetterSourceQueuesResult> list_dead_letter_source_queues(
    Sqs& sqs, const api::sqs::ListDeadLetterSourceQueuesRequest& request);

/// Errors: InvalidParameterValue, ResourceNotFoundException.
/// Source: SQS API Reference, ListMessageMoveTasks.
Result<api::sqs::ListMessageMoveTasksResult> list_message_move_tasks(
    Sqs& sqs, const api::sqs::ListMessageMoveTasksRequest& request);

/// Errors: NonExistentQueue.
/// Source: SQS API Reference, ListQueueTags.
Result<api::sqs::ListQueueTagsResult> list_queue_tags(
    Sqs& sqs, const api::sqs::ListQueueTagsRequest& request);

/// Errors: InvalidParameterValue.
/// Source: SQS API Reference, ListQueues.
Result<api::sqs::ListQueuesResult> list_queues(Sqs& sqs,
                                               const api::sqs::ListQueuesRequest& request);

/// Deletes what is in the queue.
/// Errors: NonExistentQueue, PurgeQueueInProgress.
/// Source: SQS API Reference, PurgeQueue.
Result<api::sqs::PurgeQueueResult> purge_queue(Sqs& sqs,
                                               const api::sqs::PurgeQueueRequest& request);

/// Answers when there is a message, or when WaitTimeSeconds is over.
/// Errors: InvalidAttributeName, InvalidParameterValue, NonExistentQueue, OverLimit.
/// Source: SQS API Reference, ReceiveMessage.
void receive_message(Sqs& sqs, const api::sqs::ReceiveMessageRequest& request,
                     const wire::Context& context,
                     std::function<void(Result<api::sqs::ReceiveMessageResult>)> reply);

/// Errors: InvalidParameterValue, NonExistentQueue.
/// Source: SQS API Reference, RemovePermission.
Result<api::sqs::RemovePermissionResult> remove_permission(
    Sqs& sqs, const api::sqs::RemovePermissionRequest& request);

/// Errors: InvalidMessageContents, InvalidParameterValue, MissingParameter, NonExistentQueue.
/// Source: SQS API Reference, SendMessage.
Result<api::sqs::SendMessageResult> send_message(Sqs& sqs,
                                                 const api::sqs::SendMessageRequest& request,
                                                 const wire::Context& context);

/// Errors: those of every batch; BatchRequestTooLong; of an entry those of SendMessage.
/// Source: SQS API Reference, SendMessageBatch.
Result<api::sqs::SendMessageBatchResult> send_message_batch(
    Sqs& sqs, const api::sqs::SendMessageBatchRequest& request, const wire::Context& context);

/// Errors: InvalidAttributeName, InvalidAttributeValue, InvalidParameterValue, NonExistentQueue.
/// Source: SQS API Reference, SetQueueAttributes.
Result<api::sqs::SetQueueAttributesResult> set_queue_attributes(
    Sqs& sqs, const api::sqs::SetQueueAttributesRequest& request);

/// Brings dead letters back, or elsewhere.
/// Errors: InvalidParameterValue, ResourceNotFoundException.
/// Source: SQS API Reference, StartMessageMoveTask.
Result<api::sqs::StartMessageMoveTaskResult> start_message_move_task(
    Sqs& sqs, const api::sqs::StartMessageMoveTaskRequest& request);

/// Errors: InvalidParameterValue, NonExistentQueue.
/// Source: SQS API Reference, TagQueue.
Result<api::sqs::TagQueueResult> tag_queue(Sqs& sqs, const api::sqs::TagQueueRequest& request);

/// Errors: NonExistentQueue.
/// Source: SQS API Reference, UntagQueue.
Result<api::sqs::UntagQueueResult> untag_queue(Sqs& sqs,
                                               const api::sqs::UntagQueueRequest& request);

/// For the tagging API. `regions` outlives it.
services::TaggedService tagged(wire::Regional<Sqs>& regions);

/// The service, for the dispatcher.
wire::Service service(wire::Regional<Sqs>& regions);

}  // namespace spotdrill::sqs
