// SNS's operations, one file each under operations/, as the dispatcher calls them.
#pragma once

#include "api/sns.hpp"
#include "base/result.hpp"
#include "services/sns/sns.hpp"
#include "services/tagged_service.hpp"
#include "wire/dispatcher.hpp"
#include "wire/regional.hpp"

namespace spotdrill::sns {

// Topics.

/// Makes a topic. One that is there with the same attributes and tags is given.
/// Errors: InvalidParameter, TagLimitExceeded, TopicLimitExceeded.
Result<api::sns::CreateTopicResponse> create_topic(Sns& sns,
                                                   const api::sns::CreateTopicInput& request);
/// Deletes the topic with its subscriptions.
/// Errors: InvalidParameter.
Result<api::sns::DeleteTopicResult> delete_topic(Sns& sns,
                                                 const api::sns::DeleteTopicInput& request);
Result<api::sns::ListTopicsResponse> list_topics(Sns& sns,
                                                 const api::sns::ListTopicsInput& request);
/// Errors: InvalidParameter, NotFound.
Result<api::sns::GetTopicAttributesResponse> get_topic_attributes(
    Sns& sns, const api::sns::GetTopicAttributesInput& request);
/// Errors: InvalidParameter, NotFound.
Result<api::sns::SetTopicAttributesResult> set_topic_attributes(
    Sns& sns, const api::sns::SetTopicAttributesInput& request);
Result<api::sns::TagResourceResponse> tag_resource(Sns& sns,
                                                   const api::sns::TagResourceRequest& request);
Result<api::sns::UntagResourceResponse> untag_resource(
    Sns& sns, const api::sns::UntagResourceRequest& request);
Result<api::sns::ListTagsForResourceResponse> list_tags_for_resource(
    Sns& sns, const api::sns::ListTagsForResourceRequest& request);

// Subscriptions.

/// Subscribes a queue. One that is subscribed with the same attributes is given.
/// Errors: InvalidParameter, NotFound, SubscriptionLimitExceeded.
Result<api::sns::SubscribeResponse> subscribe(Sns& sns, const api::sns::SubscribeInput& request,
                                              const wire::Context& context);
/// Errors: InvalidParameter.
Result<api::sns::UnsubscribeResult> unsubscribe(Sns& sns,
                                                const api::sns::UnsubscribeInput& request);
Result<api::sns::ListSubscriptionsResponse> list_subscriptions(
    Sns& sns, const api::sns::ListSubscriptionsInput& request);
Result<api::sns::ListSubscriptionsByTopicResponse> list_subscriptions_by_topic(
    Sns& sns, const api::sns::ListSubscriptionsByTopicInput& request);
Result<api::sns::GetSubscriptionAttributesResponse> get_subscription_attributes(
    Sns& sns, const api::sns::GetSubscriptionAttributesInput& request);
Result<api::sns::SetSubscriptionAttributesResult> set_subscription_attributes(
    Sns& sns, const api::sns::SetSubscriptionAttributesInput& request);

// Messages.

/// Delivers a message to every subscription that lets it through.
/// Errors: InvalidParameter, NotFound, ParameterValueInvalid.
Result<api::sns::PublishResponse> publish(Sns& sns, const api::sns::PublishInput& request);
/// The same of up to ten messages, all or none.
/// Errors: also those of every batch.
Result<api::sns::PublishBatchResponse> publish_batch(Sns& sns,
                                                     const api::sns::PublishBatchInput& request);

/// For the tagging API. `regions` outlives it.
services::TaggedService tagged(wire::Regional<Sns>& regions);

/// SNS, ready for the dispatcher. `regions` outlives it.
wire::Service service(wire::Regional<Sns>& regions);

}  // namespace spotdrill::sns
