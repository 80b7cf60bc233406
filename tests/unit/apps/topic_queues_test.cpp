#include "apps/topic_queues.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "services/sns/operations.hpp"
#include "services/sqs/operations.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::apps {
namespace {

constexpr std::string_view topic_arn = "arn:aws:sns:us-east-1:123456789012:";
constexpr std::string_view queue_arn = "arn:aws:sqs:us-east-1:123456789012:";
constexpr std::string_view queue_url = "https://sqs.us-east-1.amazonaws.com/123456789012/";

struct Fanout {
  MemoryStore store;
  sim::VirtualTime time{Instant{1'800'000'000s}};
  Random random{1};
  IdSource ids{random};
  Journal journal{store};
  World world{time, time, random, ids, journal, store};
  Place place{"123456789012", "us-east-1"};
  wire::Regional<sqs::Sqs> queues{
      [this](const std::string&) { return std::make_unique<sqs::Sqs>(world, place); }};
  std::unique_ptr<sns::Sns> topics = make_topics();

  std::unique_ptr<sns::Sns> make_topics() {
    return std::make_unique<sns::Sns>(world, place, enqueue_into(queues));
  }

  /// As kill -9 and a new start after the last commit.
  void restart() {
    store.commit();
    topics.reset();
    queues.clear();
    queues.at("us-east-1");
    topics = make_topics();
  }

  void make_queue(const std::string& name, std::map<std::string, std::string> attributes = {}) {
    ASSERT_TRUE(sqs::create_queue(queues.at("us-east-1"),
                                  {.queue_name = name, .attributes = std::move(attributes)}));
  }
  void subscribe(const std::string& topic, const std::string& queue,
                 std::map<std::string, std::string> attributes = {}) {
    ASSERT_TRUE(sns::subscribe(*topics,
                               {.topic_arn = std::string{topic_arn} + topic,
                                .protocol = "sqs",
                                .endpoint = std::string{queue_arn} + queue,
                                .attributes = std::move(attributes)},
                               {}));
  }

  std::vector<api::sqs::Message> receive(const std::string& queue) {
    std::vector<api::sqs::Message> got;
    sqs::receive_message(queues.at("us-east-1"),
                         {.queue_url = std::string{queue_url} + queue,
                          .attribute_names = {"All"},
                          .message_attribute_names = {"All"},
                          .max_number_of_messages = 10},
                         {}, [&got](Result<api::sqs::ReceiveMessageResult> result) {
                           got = std::move(result->messages);
                         });
    time.settle();
    return got;
  }
};

// Goal: one commit has the publish and its deliveries, so that nothing acknowledged is lost.
TEST(TopicQueues, AMessageIsInItsQueuesWhenItIsPublished) {
  Fanout fanout;
  fanout.make_queue("a");
  fanout.make_queue("b");
  ASSERT_TRUE(sns::create_topic(*fanout.topics, {.name = "t"}));
  fanout.subscribe("t", "a", {{"RawMessageDelivery", "true"}});
  fanout.subscribe("t", "b");
  fanout.subscribe("t", "none");
  ASSERT_TRUE(sns::publish(
      *fanout.topics,
      {.topic_arn = std::string{topic_arn} + "t",
       .message = "hello",
       .message_attributes = {
           {"a", {.data_type = "Binary", .binary_value = std::string{"\0\xff", 2}}}}}));
  fanout.restart();
  const auto raw = fanout.receive("a");
  ASSERT_EQ(raw.size(), 1U);
  EXPECT_EQ(raw[0].body, "hello");
  EXPECT_EQ(raw[0].message_attributes.at("a").binary_value, (std::string{"\0\xff", 2}));
  const auto wrapped = fanout.receive("b");
  ASSERT_EQ(wrapped.size(), 1U);
  EXPECT_NE(wrapped[0].body->find(R"("Message" : "hello")"), std::string::npos);
}

TEST(TopicQueues, AFifoQueueKeepsTheGroupAndTheId) {
  Fanout fanout;
  fanout.make_queue("q.fifo", {{"FifoQueue", "true"}});
  ASSERT_TRUE(sns::create_topic(
      *fanout.topics,
      {.name = "t.fifo",
       .attributes = {{"FifoTopic", "true"}, {"ContentBasedDeduplication", "true"}}}));
  fanout.subscribe("t.fifo", "q.fifo", {{"RawMessageDelivery", "true"}});
  for (const char* message : {"one", "one", "two"}) {
    ASSERT_TRUE(sns::publish(*fanout.topics, {.topic_arn = std::string{topic_arn} + "t.fifo",
                                              .message = message,
                                              .message_group_id = "g"}));
  }
  const auto got = fanout.receive("q.fifo");
  ASSERT_EQ(got.size(), 2U);
  EXPECT_EQ(got[1].body, "two");
  EXPECT_EQ(got[1].attributes.at("MessageGroupId"), "g");
}

}  // namespace
}  // namespace spotdrill::apps
