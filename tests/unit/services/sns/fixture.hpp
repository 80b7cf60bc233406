// SNS in virtual time, with queues that only note what they are sent.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "services/sns/message_attributes.hpp"
#include "services/sns/operations.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::sns {

struct Fixture {
  static inline const std::string arn = "arn:aws:sns:us-east-1:123456789012:";
  static inline const std::string queue_arn = "arn:aws:sqs:us-east-1:123456789012:";

  MemoryStore store;
  sim::VirtualTime time{Instant{1'800'000'000s}};  // 2027-01-15T08:00:00Z.
  Random random{1};
  IdSource ids{random};
  Journal journal{store};
  World world{time, time, random, ids, journal, store};
  std::vector<QueueMessage> sent;
  std::set<std::string> gone;  ///< Queues that are not there, by name.
  std::unique_ptr<Sns> sns = make();

  std::unique_ptr<Sns> make() {
    return std::make_unique<Sns>(
        world, Place{"123456789012", "us-east-1"}, [this](const QueueMessage& message) {
          Result<void> taken;
          if (gone.contains(message.queue.substr(queue_arn.size()))) {
            taken = refuse(AwsError{.code = "NonExistentQueue", .message = ""});
          } else {
            sent.push_back(message);
          }
          return taken;
        });
  }

  /// What a daemon finds that is started on the same store.
  void restart() {
    store.commit();
    sns.reset();
    sns = make();
  }

  /// Gives the ARN, or the refusal.
  std::string create(const std::string& name, const Attributes& attributes = {}) {
    const auto made = create_topic(*sns, {.name = name, .attributes = attributes});
    return made.has_value() ? *made->topic_arn : made.error().message;
  }
  std::string create_fifo(const std::string& name, Attributes attributes = {}) {
    attributes["FifoTopic"] = "true";
    return create(name, attributes);
  }

  /// Subscribes the queue to the topic; gives the subscription's ARN, or the refusal.
  std::string subscribe_queue(const std::string& topic, const std::string& queue,
                              const Attributes& attributes = {}) {
    const auto made = subscribe(*sns,
                                {.topic_arn = arn + topic,
                                 .protocol = "sqs",
                                 .endpoint = queue_arn + queue,
                                 .attributes = attributes},
                                {.caller_arn = "arn:aws:iam::123456789012:root"});
    return made.has_value() ? *made->subscription_arn : made.error().message;
  }

  std::string set(const std::string& subscription, const std::string& name,
                  const std::string& value) {
    const auto done = set_subscription_attributes(*sns, {subscription, name, value});
    return done.has_value() ? "" : done.error().message;
  }
  std::string attribute(const std::string& subscription, const std::string& name) {
    const auto got = get_subscription_attributes(*sns, {subscription});
    if (!got.has_value()) return got.error().message;
    const auto found = got->attributes.find(name);
    return found == got->attributes.end() ? "(none)" : found->second;
  }

  /// Publishes; gives "" or "Code: message".
  std::string publish_text(const std::string& topic, const std::string& message,
                           const ApiMessageAttributes& attributes = {}) {
    const auto done = publish(
        *sns, {.topic_arn = arn + topic, .message = message, .message_attributes = attributes});
    return done.has_value() ? "" : done.error().code + ": " + done.error().message;
  }

  /// The bodies of what queues were sent since the last time: "queue=body queue=body".
  std::string take_sent() {
    std::string text;
    for (const QueueMessage& each : std::exchange(sent, {})) {
      text += (text.empty() ? "" : " ") + each.queue.substr(queue_arn.size()) + "=" + each.body;
    }
    return text;
  }
};

template <class T>
std::string refusal_of(const Result<T>& result) {
  return result.has_value() ? "" : result.error().code + ": " + result.error().message;
}

}  // namespace spotdrill::sns
