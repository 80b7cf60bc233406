#include "services/sns/errors.hpp"
#include "services/sns/operations.hpp"
#include "services/sns/publishing.hpp"

namespace spotdrill::sns {
namespace {

/// The topic that TopicArn or TargetArn names.
Result<const TopicRecord*> target_of(const Sns& sns, const api::sns::PublishInput& request) {
  if (request.phone_number) return not_here("text messages (PhoneNumber)");
  if (request.topic_arn) return sns.topic_of(*request.topic_arn);
  if (!request.target_arn) {
    return invalid("TopicArn or TargetArn Reason: no value for required parameter");
  }
  if (request.target_arn->find(":endpoint/") != std::string::npos) {
    return invalid("TargetArn Reason: No endpoint found for the target arn specified");
  }
  return sns.topic_of(*request.target_arn, "TargetArn");
}

}  // namespace

Result<api::sns::PublishResponse> publish(Sns& sns, const api::sns::PublishInput& request) {
  const TopicRecord* topic = TRY(target_of(sns, request));
  const Message message = TRY(read_message(*topic, outgoing(request)));
  Published published = publish_message(sns, *topic, message);
  return api::sns::PublishResponse{std::move(published.message_id),
                                   std::move(published.sequence_number)};
}

}  // namespace spotdrill::sns
