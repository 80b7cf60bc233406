// What SNS keeps: topics, subscriptions, and which messages FIFO topics were given lately.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <string>

#include "base/units.hpp"

namespace spotdrill::sns {

using Attributes = std::map<std::string, std::string>;

struct TopicRecord {
  std::string name;
  Attributes attributes;  ///< Those that were set, as they were written.
  std::map<std::string, std::string> tags;
  std::uint64_t messages = 0;  ///< Of FIFO topics: how many were published.
  std::uint64_t deleted_subscriptions = 0;
};
BOOST_DESCRIBE_STRUCT(TopicRecord, (), (name, attributes, tags, messages, deleted_subscriptions))

struct SubscriptionRecord {
  std::string topic;  ///< Name.
  std::string id;
  std::string queue;      ///< ARN.
  std::string principal;  ///< Who subscribed it.
  Attributes attributes;  ///< Those that were set, as they were written.
};
BOOST_DESCRIBE_STRUCT(SubscriptionRecord, (), (topic, id, queue, principal, attributes))

/// A message that a deduplication id stands for.
struct PublishedRecord {
  std::string message_id;
  std::uint64_t number = 0;  ///< Among its topic's messages.
  Instant at;
};
BOOST_DESCRIBE_STRUCT(PublishedRecord, (), (message_id, number, at))

}  // namespace spotdrill::sns
