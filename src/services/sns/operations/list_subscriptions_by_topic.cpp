#include "services/sns/operations.hpp"
#include "services/sns/requests.hpp"
#include "services/sns/subscription_attributes.hpp"

namespace spotdrill::sns {

Result<api::sns::ListSubscriptionsByTopicResponse> list_subscriptions_by_topic(
    Sns& sns, const api::sns::ListSubscriptionsByTopicInput& request) {
  const TopicRecord* topic = TRY(sns.topic_of(request.topic_arn));
  std::vector<api::sns::Subscription> all;
  for (const auto* each : sns.subscriptions_of(topic->name)) {
    all.push_back(render_subscription(sns, *each));
  }
  api::sns::ListSubscriptionsByTopicResponse response;
  TRY(page_into("ListSubscriptionsByTopic " + topic->name, request.next_token, std::move(all),
                response.subscriptions, response.next_token));
  return response;
}

}  // namespace spotdrill::sns
