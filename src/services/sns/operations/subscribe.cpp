#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "services/sns/errors.hpp"
#include "services/sns/names.hpp"
#include "services/sns/operations.hpp"
#include "services/sns/subscription_attributes.hpp"
#include "services/sns/topic_attributes.hpp"

namespace spotdrill::sns {
namespace {

Result<void> check_protocol(const std::string& protocol) {
  constexpr std::array<std::string_view, 8> absent{"application", "email", "email-json", "firehose",
                                                   "http",        "https", "lambda",     "sms"};
  if (protocol == "sqs") return {};
  if (std::ranges::find(absent, protocol) == absent.end()) return unsupported_protocol(protocol);
  return not_here(fmt::format("subscriptions by the protocol {}", protocol));
}

/// "arn:aws:sqs:REGION:ACCOUNT:NAME".
// DEVIATION: whether the queue is there shows when it is sent to.
Result<void> check_queue(const Sns& sns, const TopicRecord& topic, const std::string& queue) {
  constexpr std::ptrdiff_t colons = 5;
  if (!queue.starts_with("arn:aws:sqs:") || std::ranges::count(queue, ':') != colons) {
    return invalid("SQS endpoint ARN");
  }
  if (queue.find(":" + sns.place().account + ":") == std::string::npos) {
    return not_here("queues of other accounts");
  }
  if (queue.ends_with(fifo_suffix) && !is_fifo(topic)) {
    return invalid(
        "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS "
        "topics");
  }
  return {};
}

/// Null: the topic has no subscription of that queue.
const SubscriptionRecord* subscribed(const Sns& sns, const std::string& topic,
                                     const std::string& queue) {
  for (const auto* each : sns.subscriptions_of(topic)) {
    if (each->queue == queue) return each;
  }
  return nullptr;
}

}  // namespace

// Queues of the topic's own account need no confirmation.
Result<api::sns::SubscribeResponse> subscribe(Sns& sns, const api::sns::SubscribeInput& request,
                                              const wire::Context& context) {
  const TopicRecord* topic = TRY(sns.topic_of(request.topic_arn));
  TRY(check_protocol(request.protocol));
  const std::string queue = request.endpoint.value_or("");
  TRY(check_queue(sns, *topic, queue));
  SubscriptionRecord wanted;
  wanted.queue = queue;
  TRY(set_attributes(wanted, request.attributes, "Attributes Reason: "));
  if (const SubscriptionRecord* known = subscribed(sns, topic->name, queue)) {
    for (const auto& [name, value] : wanted.attributes) {
      if (effective_attribute(*known, name) != value) {
        return invalid("Attributes Reason: Subscription already exists with different attributes");
      }
    }
    return api::sns::SubscribeResponse{sns.arn_of(*known)};
  }
  if (sns.subscriptions().size() >= subscriptions_max) return too_many_subscriptions();
  wanted.topic = topic->name;
  wanted.id = sns.new_id();
  wanted.principal = context.caller_arn;
  return api::sns::SubscribeResponse{sns.arn_of(sns.put_subscription(std::move(wanted)))};
}

}  // namespace spotdrill::sns
