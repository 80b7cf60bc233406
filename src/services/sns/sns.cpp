#include "services/sns/sns.hpp"

#include <algorithm>
#include <utility>

#include "services/sns/errors.hpp"
#include "services/sns/names.hpp"

template class spotdrill::Table<spotdrill::sns::TopicRecord>;
template class spotdrill::Table<spotdrill::sns::SubscriptionRecord>;
template class spotdrill::Table<spotdrill::sns::PublishedRecord>;

namespace spotdrill::sns {
namespace {

std::string subscription_key(const SubscriptionRecord& subscription) {
  return subscription.topic + ":" + subscription.id;
}

/// What an ARN has behind its fifth colon. Errors: InvalidParameter.
Result<std::string_view> resource_of(std::string_view arn, std::string_view parameter) {
  constexpr std::ptrdiff_t elements_min = 6;
  const std::ptrdiff_t elements = std::ranges::count(arn, ':') + 1;
  if (elements < elements_min) return short_arn(parameter, elements);
  for (std::ptrdiff_t element = 1; element < elements_min; ++element) {
    arn.remove_prefix(arn.find(':') + 1);
  }
  return arn;
}

}  // namespace

Sns::Sns(World& world, Place place, Enqueue enqueue)
    : world_(world),
      place_(std::move(place)),
      enqueue_(std::move(enqueue)),
      topics_(world.store, "sns.topics", place_.region),
      subscriptions_(world.store, "sns.subscriptions", place_.region),
      published_(world.store, "sns.published", place_.region) {
  for (const auto& [key, published] : published_.all()) ages_.emplace(published.at, key);
}

Sns::~Sns() = default;

std::string Sns::arn_of(const SubscriptionRecord& subscription) const {
  return arn(subscription_key(subscription));
}

Result<const TopicRecord*> Sns::topic_of(const std::string& arn, std::string_view parameter) const {
  const std::string_view name = TRY(resource_of(arn, parameter));
  if (!is_topic_name(name, name.ends_with(fifo_suffix))) return invalid("Topic Name");
  if (!arn.starts_with("arn:aws:sns:" + place_.region + ":")) return invalid(parameter);
  // DEVIATION: topics of other accounts are not here, so that nobody is refused for want of a
  // permission.
  const TopicRecord* topic = arn == this->arn(name) ? find_topic(name) : nullptr;
  if (topic == nullptr) return topic_does_not_exist();
  return topic;
}

TopicRecord& Sns::put_topic(TopicRecord topic) {
  std::string name = topic.name;
  return topics_.put(std::move(name), std::move(topic));
}

void Sns::delete_topic(const std::string& name) {
  for (const auto* each : subscriptions_of(name)) subscriptions_.erase(subscription_key(*each));
  topics_.erase(name);
}

std::vector<const SubscriptionRecord*> Sns::subscriptions_of(std::string_view topic) const {
  return subscriptions_.with_prefix(std::string{topic} + ":");
}

Result<const SubscriptionRecord*> Sns::subscription_of(const std::string& arn) const {
  const std::string_view resource = TRY(resource_of(arn, "SubscriptionArn"));
  if (resource.find(':') == std::string_view::npos) return invalid("SubscriptionId");
  const bool own = arn == this->arn(resource);
  const SubscriptionRecord* found = own ? subscriptions_.find(resource) : nullptr;
  if (found == nullptr) return subscription_does_not_exist();
  return found;
}

SubscriptionRecord& Sns::put_subscription(SubscriptionRecord subscription) {
  std::string key = subscription_key(subscription);
  return subscriptions_.put(std::move(key), std::move(subscription));
}

SubscriptionRecord& Sns::edit(const SubscriptionRecord& subscription) {
  return subscriptions_.edit(subscription_key(subscription));
}

void Sns::unsubscribe(const SubscriptionRecord& subscription) {
  ++topics_.edit(subscription.topic).deleted_subscriptions;
  subscriptions_.erase(subscription_key(subscription));
}

// Neither names nor ids have blanks.
const PublishedRecord* Sns::published(const std::string& topic, const std::string& key) {
  forget_old();
  return published_.find(topic + " " + key);
}

void Sns::remember(const std::string& topic, const std::string& key, PublishedRecord published) {
  std::string row = topic + " " + key;
  ages_.emplace(published.at, row);
  published_.put(std::move(row), std::move(published));
}

void Sns::forget_old() {
  const Instant before = now() - deduplication_time;
  while (!ages_.empty() && ages_.begin()->first <= before) {
    published_.erase(ages_.begin()->second);
    ages_.erase(ages_.begin());
  }
}

}  // namespace spotdrill::sns
