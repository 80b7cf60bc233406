#include "services/sqs/operations.hpp"
#include "services/sqs/sending.hpp"

namespace spotdrill::sqs {

Result<api::sqs::SendMessageResult> send_message(Sqs& sqs,
                                                 const api::sqs::SendMessageRequest& request,
                                                 const wire::Context& context) {
  const QueueRecord* queue = TRY(sqs.of_url(request.queue_url));
  Sent sent = TRY(send(sqs, *queue, outgoing(request), context));
  api::sqs::SendMessageResult output;
  output.md5_of_message_body = std::move(sent.body_md5);
  output.md5_of_message_attributes = std::move(sent.attributes_md5);
  output.md5_of_message_system_attributes = std::move(sent.system_attributes_md5);
  output.message_id = std::move(sent.message_id);
  output.sequence_number = std::move(sent.sequence_number);
  return output;
}

}  // namespace spotdrill::sqs
