#include "services/sqs/operations.hpp"

#include <array>

namespace spotdrill::sqs {
namespace {

constexpr std::array operations{
    wire::operation<add_permission>("AddPermission"),
    wire::operation<cancel_message_move_task>("CancelMessageMoveTask"),
    wire::operation<change_message_visibility>("ChangeMessageVisibility"),
    wire::operation<change_message_visibility_batch>("ChangeMessageVisibilityBatch"),
    wire::operation<create_queue>("CreateQueue"),
    wire::operation<delete_message>("DeleteMessage"),
    wire::operation<delete_message_batch>("DeleteMessageBatch"),
    wire::operation<delete_queue>("DeleteQueue"),
    wire::operation<get_queue_attributes>("GetQueueAttributes"),
    wire::operation<get_queue_url>("GetQueueUrl"),
    wire::operation<list_dead_letter_source_queues>("ListDeadLetterSourceQueues"),
    wire::operation<list_message_move_tasks>("ListMessageMoveTasks"),
    wire::operation<list_queue_tags>("ListQueueTags"),
    wire::operation<list_queues>("ListQueues"),
    wire::operation<purge_queue>("PurgeQueue"),
    wire::operation<receive_message>("ReceiveMessage"),
    wire::operation<remove_permission>("RemovePermission"),
    wire::operation<send_message>("SendMessage"),
    wire::operation<send_message_batch>("SendMessageBatch"),
    wire::operation<set_queue_attributes>("SetQueueAttributes"),
    wire::operation<start_message_move_task>("StartMessageMoveTask"),
    wire::operation<tag_queue>("TagQueue"),
    wire::operation<untag_queue>("UntagQueue"),
};

}  // namespace

wire::Service service(wire::Regional<Sqs>& regions) {
  return {.model = &api::sqs::service(),
          .operations = operations,
          .state = [&regions](const std::string& region) -> void* { return &regions.at(region); },
          .precheck = {}};
}

}  // namespace spotdrill::sqs
