#include "services/sns/operations.hpp"

#include <array>

namespace spotdrill::sns {
namespace {

constexpr std::array operations{
    wire::operation<create_topic>("CreateTopic"),
    wire::operation<delete_topic>("DeleteTopic"),
    wire::operation<get_subscription_attributes>("GetSubscriptionAttributes"),
    wire::operation<get_topic_attributes>("GetTopicAttributes"),
    wire::operation<list_subscriptions>("ListSubscriptions"),
    wire::operation<list_subscriptions_by_topic>("ListSubscriptionsByTopic"),
    wire::operation<list_tags_for_resource>("ListTagsForResource"),
    wire::operation<list_topics>("ListTopics"),
    wire::operation<publish>("Publish"),
    wire::operation<publish_batch>("PublishBatch"),
    wire::operation<set_subscription_attributes>("SetSubscriptionAttributes"),
    wire::operation<set_topic_attributes>("SetTopicAttributes"),
    wire::operation<subscribe>("Subscribe"),
    wire::operation<tag_resource>("TagResource"),
    wire::operation<unsubscribe>("Unsubscribe"),
    wire::operation<untag_resource>("UntagResource"),
};

}  // namespace

wire::Service service(wire::Regional<Sns>& regions) {
  return {.model = &api::sns::service(),
          .operations = operations,
          .state = [&regions](const std::string& region) -> void* { return &regions.at(region); },
          .precheck = {}};
}

}  // namespace spotdrill::sns
