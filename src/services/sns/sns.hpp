// SNS in one region: its topics and their subscriptions, which are all queues. What its operations
// do is under operations/. Not here: endpoints of other kinds, archives, data protection.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "engine/world.hpp"
#include "services/sns/queue_message.hpp"
#include "services/sns/records.hpp"
#include "store/table.hpp"

namespace spotdrill::sns {

/// "Topics: 100,000 per account", and of FIFO topics 1,000. Source: AWS General Reference, "Amazon
/// Simple Notification Service endpoints and quotas".
inline constexpr std::size_t topics_max = 100'000;
// DEVIATION: a topic can have 12,500,000 subscriptions on AWS.
inline constexpr std::size_t subscriptions_max = 100'000;

/// "The message deduplication interval": a duplicate within it is accepted and not delivered.
inline constexpr Duration deduplication_time = 5min;

class Sns {
 public:
  using Topics = Table<TopicRecord>;
  using Subscriptions = Table<SubscriptionRecord>;

  /// Takes up what the world's store holds of the region.
  Sns(World& world, Place place, Enqueue enqueue);
  ~Sns();
  Sns(const Sns&) = delete;
  Sns& operator=(const Sns&) = delete;

  [[nodiscard]] Instant now() const { return world_.clock.now(); }
  [[nodiscard]] const Place& place() const { return place_; }
  [[nodiscard]] std::string new_id() const { return world_.ids.uuid(); }
  [[nodiscard]] std::string arn(std::string_view topic) const { return place_.arn("sns", topic); }
  [[nodiscard]] std::string arn_of(const SubscriptionRecord& subscription) const;

  /// Every topic, in order of names.
  [[nodiscard]] const Topics::Map& topics() const { return topics_.all(); }
  [[nodiscard]] const TopicRecord* find_topic(std::string_view name) const {
    return topics_.find(name);
  }
  /// `parameter`: "TopicArn". Errors: InvalidParameter, NotFound.
  [[nodiscard]] Result<const TopicRecord*> topic_of(const std::string& arn,
                                                    std::string_view parameter = "TopicArn") const;
  TopicRecord& put_topic(TopicRecord topic);
  /// The topic of that name, to be changed. It must exist.
  TopicRecord& edit_topic(std::string_view name) { return topics_.edit(name); }
  /// Deletes the topic with its subscriptions.
  void delete_topic(const std::string& name);

  /// Every subscription, in order of their topics' names.
  [[nodiscard]] const Subscriptions::Map& subscriptions() const { return subscriptions_.all(); }
  [[nodiscard]] std::vector<const SubscriptionRecord*> subscriptions_of(
      std::string_view topic) const;
  /// Errors: InvalidParameter, NotFound.
  [[nodiscard]] Result<const SubscriptionRecord*> subscription_of(const std::string& arn) const;
  SubscriptionRecord& put_subscription(SubscriptionRecord subscription);
  /// The subscription, to be changed. It must exist.
  SubscriptionRecord& edit(const SubscriptionRecord& subscription);
  void unsubscribe(const SubscriptionRecord& subscription);

  /// What was published under this key within the deduplication time; null: nothing.
  const PublishedRecord* published(const std::string& topic, const std::string& key);
  void remember(const std::string& topic, const std::string& key, PublishedRecord published);

  Result<void> enqueue(const QueueMessage& message) { return enqueue_(message); }

 private:
  void forget_old();

  World& world_;
  Place place_;
  Enqueue enqueue_;
  Topics topics_;
  Subscriptions subscriptions_;  ///< By "TOPIC:ID".
  Table<PublishedRecord> published_;
  std::set<std::pair<Instant, std::string>> ages_;  ///< Of what was published.
};

}  // namespace spotdrill::sns

// Their bodies are in sns.cpp: they would cost every source that includes this half a second.
extern template class spotdrill::Table<spotdrill::sns::TopicRecord>;
extern template class spotdrill::Table<spotdrill::sns::SubscriptionRecord>;
extern template class spotdrill::Table<spotdrill::sns::PublishedRecord>;
