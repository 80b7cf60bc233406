#include "services/sqs/fixture.hpp"

namespace spotdrill::sqs {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// Receives what is in "queue" so often that it goes to "dead".
void bury(Fixture& sqs, int receives) {
  for (int i = 0; i <= receives; ++i) sqs.receive("queue", R"("VisibilityTimeout":0)");
}

TEST(DeadLetters, GoToTheirQueueWhenTheyWereReceivedTooOften) {
  Fixture sqs;
  sqs.make_with_dead_letters(2);
  sqs.send("queue", "a");
  EXPECT_EQ(sqs.receive("queue", R"("VisibilityTimeout":0)"), "a");
  EXPECT_EQ(sqs.receive("queue", R"("VisibilityTimeout":0)"), "a");
  EXPECT_EQ(sqs.receive("queue"), "");
  sqs.restart();
  const std::string dead =
      sqs.on("dead", "ReceiveMessage", R"("MessageSystemAttributeNames":["All"])");
  EXPECT_THAT(dead, HasSubstr(R"("Body":"a")"));
  EXPECT_THAT(dead, HasSubstr(R"("ApproximateReceiveCount":"3")"));
  EXPECT_THAT(dead, HasSubstr(R"("DeadLetterQueueSourceArn":")" + Fixture::arn + "queue\""));
}

TEST(DeadLetters, WakeWhoeverWaitsForThem) {
  Fixture sqs;
  sqs.make_with_dead_letters(1);
  auto undertaker = sqs.begin_on("dead", "ReceiveMessage", R"("WaitTimeSeconds":20)");
  sqs.send("queue", "a");
  bury(sqs, 1);
  sqs.time.settle();
  EXPECT_EQ(sqs.bodies(*undertaker), "a");
}

// Goal: two queues that are each other's dead-letter queue, each polled, do not lose a waiter.
TEST(DeadLetters, MayLeadBack) {
  Fixture sqs;
  sqs.make_with_dead_letters(1);
  sqs.on("dead", "SetQueueAttributes", R"("Attributes":{)" + Fixture::redrive("queue", 1) + "}");
  sqs.send("queue", "a");
  sqs.receive("queue", R"("VisibilityTimeout":5)");
  auto here = sqs.begin_on("queue", "ReceiveMessage", R"("WaitTimeSeconds":20)");
  auto there =
      sqs.begin_on("dead", "ReceiveMessage", R"("WaitTimeSeconds":20,"VisibilityTimeout":5)");
  sqs.time.run_for(5s);
  EXPECT_EQ(sqs.bodies(*there), "a");
  EXPECT_EQ(*here, "(nothing yet)");
  sqs.receive("dead");
  sqs.time.run_for(5s);
  sqs.receive("dead");
  sqs.time.settle();
  EXPECT_EQ(sqs.bodies(*here), "a");
}

TEST(DeadLetters, KeepTheirAgeAndThoseOfFifoQueuesDoNot) {
  for (const std::string suffix : {"", ".fifo"}) {
    Fixture sqs;
    sqs.make_with_dead_letters(1, suffix);
    if (suffix.empty()) {
      sqs.send("queue", "a");
    } else {
      sqs.send_to_group("queue.fifo", "a", "g");
    }
    sqs.receive("queue" + suffix, R"("VisibilityTimeout":100)");
    sqs.time.run_for(100s);
    sqs.receive("queue" + suffix);
    EXPECT_THAT(sqs.on("dead" + suffix, "ReceiveMessage", R"("AttributeNames":["SentTimestamp"])"),
                HasSubstr(suffix.empty() ? "\"1800000000000\"" : "\"1800000100000\""));
  }
}

TEST(DeadLetters, HaveQueuesOfTheSameKindThatAllowIt) {
  Fixture sqs;
  sqs.make("fifo.fifo", R"("FifoQueue":"true")");
  sqs.make("shut", R"("RedriveAllowPolicy":"{\"redrivePermission\":\"denyAll\"}")");
  const auto make = [&](const std::string& policy) { return sqs.make("q", policy); };
  EXPECT_THAT(make(Fixture::redrive("none", 1)), HasSubstr("Dead letter target does not exist."));
  EXPECT_THAT(make(Fixture::redrive("fifo.fifo", 1)), HasSubstr("must be same type of queue"));
  EXPECT_THAT(make(Fixture::redrive("shut", 1)), HasSubstr("redrive allow policy"));
  EXPECT_THAT(make(Fixture::redrive("shut", 0)),
              HasSubstr("Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000"));
  EXPECT_THAT(
      make(R"("RedrivePolicy":"{\"deadLetterTargetArn\":\"dummy\",\"maxReceiveCount\":4}")"),
      HasSubstr("Reason: Invalid value for deadLetterTargetArn."));
  EXPECT_THAT(make(R"("RedrivePolicy":"{\"maxReceiveCount\":4}")"),
              HasSubstr("does not contain mandatory attribute: deadLetterTargetArn."));
}

TEST(DeadLetters, TellWhoseTheyAre) {
  Fixture sqs;
  sqs.make_with_dead_letters(1);
  EXPECT_EQ(sqs.on("dead", "ListDeadLetterSourceQueues", ""),
            R"({"queueUrls":[")" + Fixture::url + R"(queue"]})");
  EXPECT_EQ(sqs.on("queue", "ListDeadLetterSourceQueues", ""), R"({"queueUrls":[]})");
}

std::string source(const std::string& queue, const std::string& more = "") {
  return R"({"SourceArn":")" + Fixture::arn + queue + "\"" + more + "}";
}

TEST(MessageMoveTasks, BringThemBackAsNewMessages) {
  Fixture sqs;
  sqs.make_with_dead_letters(1);
  const auto sent = parse_json(sqs.send("queue", "a"));
  const std::string id{string_at(sent->get_object(), "MessageId")};
  for (const char* body : {"b", "c"}) sqs.send("queue", body);
  bury(sqs, 1);
  EXPECT_EQ(sqs.attribute("dead", "ApproximateNumberOfMessages"), "3");
  const std::string started =
      sqs.call("StartMessageMoveTask", source("dead", R"(,"MaxNumberOfMessagesPerSecond":1)"));
  EXPECT_THAT(started, StartsWith(R"({"TaskHandle":")"));
  EXPECT_THAT(sqs.call("StartMessageMoveTask", source("dead")),
              HasSubstr("There is already a task running."));
  sqs.time.run_for(1s);
  sqs.restart();
  EXPECT_THAT(
      sqs.call("ListMessageMoveTasks", source("dead")),
      AllOf(HasSubstr(R"("Status":"RUNNING")"),
            HasSubstr(R"("ApproximateNumberOfMessagesMoved":2)"),
            HasSubstr(R"("ApproximateNumberOfMessagesToMove":3)"), HasSubstr("TaskHandle")));
  sqs.time.run_for(3s);
  EXPECT_THAT(sqs.call("ListMessageMoveTasks", source("dead")),
              AllOf(HasSubstr(R"("Status":"COMPLETED")"), Not(HasSubstr("TaskHandle"))));
  const std::string back = sqs.on("queue", "ReceiveMessage",
                                  R"("MessageSystemAttributeNames":["All"],"VisibilityTimeout":0)");
  EXPECT_THAT(back, AllOf(HasSubstr(R"("ApproximateReceiveCount":"1")"), Not(HasSubstr(id)),
                          Not(HasSubstr("DeadLetterQueueSourceArn"))));
}

TEST(MessageMoveTasks, AreCancelledAndFail) {
  Fixture sqs;
  sqs.make_with_dead_letters(1);
  for (const char* body : {"a", "b", "c"}) sqs.send("queue", body);
  bury(sqs, 1);
  const std::string slowly = source("dead", R"(,"MaxNumberOfMessagesPerSecond":1)");
  const std::string handle = sqs.call("StartMessageMoveTask", slowly);
  sqs.time.settle();
  EXPECT_EQ(sqs.call("CancelMessageMoveTask", handle), R"({"ApproximateNumberOfMessagesMoved":1})");
  sqs.time.run_for(10s);
  EXPECT_THAT(sqs.call("ListMessageMoveTasks", source("dead")),
              HasSubstr(R"("Status":"CANCELLED")"));
  sqs.make("other");
  sqs.call("StartMessageMoveTask",
           source("dead", R"(,"DestinationArn":")" + Fixture::arn + "other\""));
  sqs.on("other", "DeleteQueue", "");
  sqs.time.settle();
  EXPECT_THAT(sqs.call("ListMessageMoveTasks", source("dead", R"(,"MaxResults":10)")),
              AllOf(HasSubstr(R"("FailureReason":"AWS.SimpleQueueService.NonExistentQueue")"),
                    HasSubstr("CANCELLED")));
  EXPECT_THAT(sqs.call("StartMessageMoveTask", source("queue")),
              HasSubstr("Source queue must be configured as a Dead Letter Queue."));
  EXPECT_THAT(sqs.call("CancelMessageMoveTask", R"({"TaskHandle":"x"})"),
              HasSubstr("Value for parameter TaskHandle is invalid."));
}

TEST(MessageMoveTasks, AreForgottenButTheNewestTenOfASource) {
  Fixture sqs;
  sqs.make_with_dead_letters(1);
  for (int i = 0; i < 12; ++i) {
    sqs.call("StartMessageMoveTask", source("dead"));
    sqs.time.run_for(1s);
  }
  EXPECT_EQ(sqs.regions.at("us-east-1").moves().size(), 10);
  const std::string told = sqs.call("ListMessageMoveTasks", source("dead", R"(,"MaxResults":10)"));
  EXPECT_LT(told.find("1800000011000"), told.find("1800000002000"));
  EXPECT_THAT(told, AllOf(HasSubstr("1800000002000"), Not(HasSubstr("1800000001000"))));
}

}  // namespace
}  // namespace spotdrill::sqs
