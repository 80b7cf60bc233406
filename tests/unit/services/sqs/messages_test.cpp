#include "services/sqs/fixture.hpp"

namespace spotdrill::sqs {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(Messages, AreReceivedInOrderDeletedAndOtherwiseComeBack) {
  Fixture sqs;
  sqs.make("q");
  sqs.send("q", "a");
  sqs.send("q", "b");
  EXPECT_EQ(sqs.receive("q"), "a b");
  EXPECT_EQ(sqs.erase("q", sqs.handle), "{}");
  EXPECT_EQ(sqs.receive("q"), "");
  sqs.time.run_for(30s);
  EXPECT_EQ(sqs.receive("q"), "a");
}

TEST(Messages, TheHandleIsTheNewestOneOrDeletesNothing) {
  Fixture sqs;
  sqs.make("q");
  sqs.make("other");
  sqs.send("q", "a");
  sqs.receive("q");
  const std::string old = sqs.handle;
  sqs.time.run_for(30s);
  sqs.receive("q");
  EXPECT_EQ(sqs.erase("q", old), "{}");
  sqs.time.run_for(30s);
  EXPECT_EQ(sqs.attribute("q", "ApproximateNumberOfMessages"), "1");
  EXPECT_EQ(sqs.erase("q", sqs.handle), "{}") << "it is visible again, and nobody has it";
  EXPECT_EQ(sqs.receive("q"), "");
  EXPECT_EQ(sqs.erase("q", sqs.handle), "{}") << "deleted twice";
  EXPECT_THAT(sqs.erase("other", sqs.handle), StartsWith("ReceiptHandleIsInvalid: The input"));
  EXPECT_THAT(sqs.erase("q", "xyz"),
              StartsWith(R"(ReceiptHandleIsInvalid: The input receipt handle "xyz" is not a)"));
}

TEST(Messages, TheVisibilityTimeoutIsChangedFromTheMomentOfTheCall) {
  Fixture sqs;
  sqs.make("q");
  sqs.send("q", "a");
  sqs.receive("q");
  sqs.time.run_for(20s);
  EXPECT_EQ(sqs.hold("q", 100), "{}");
  sqs.time.run_for(99s);
  EXPECT_EQ(sqs.receive("q"), "");
  EXPECT_EQ(sqs.hold("q", 0), "{}");
  EXPECT_EQ(sqs.receive("q"), "a");
  EXPECT_THAT(sqs.hold("q", 43'201), HasSubstr("Must be >= 0 and <= 43200, if provided."));
  sqs.time.run_for(1s);
  EXPECT_THAT(sqs.hold("q", 43'200),
              HasSubstr("Total VisibilityTimeout for the message is beyond the limit [43200 "
                        "seconds]."));
  sqs.time.run_for(30s);
  EXPECT_EQ(sqs.hold("q", 10), "{}") << "of a standard queue's message that is visible again";
  sqs.receive("q");
  sqs.erase("q", sqs.handle);
  EXPECT_THAT(sqs.hold("q", 10), HasSubstr("Message does not exist or is not available"));
}

TEST(Messages, AreDelayedByTheQueueOrByThemselves) {
  Fixture sqs;
  sqs.make("q", R"("DelaySeconds":"10")");
  sqs.send("q", "queue");
  sqs.send("q", "own", R"("DelaySeconds":5)");
  sqs.send("q", "none", R"("DelaySeconds":0)");
  EXPECT_EQ(sqs.receive("q"), "none");
  EXPECT_EQ(sqs.attribute("q", "ApproximateNumberOfMessagesDelayed"), "2");
  sqs.time.run_for(5s);
  EXPECT_EQ(sqs.receive("q"), "own");
  sqs.time.run_for(5s);
  EXPECT_EQ(sqs.receive("q"), "queue");
  EXPECT_THAT(sqs.send("q", "x", R"("DelaySeconds":901)"),
              HasSubstr("Reason: DelaySeconds must be >= 0 and <= 900."));
}

TEST(Messages, GoWhenTheirRetentionIsOverThoughNobodyAsks) {
  Fixture sqs;
  sqs.make("q", R"("MessageRetentionPeriod":"60")");
  sqs.send("q", "a");
  sqs.receive("q", R"("VisibilityTimeout":600)");
  sqs.time.run_for(59s);
  sqs.store.commit();
  const std::string id = sqs.store.scopes("sqs.contents").at(0);
  EXPECT_EQ(sqs.store.load("sqs.contents", id).size(), 1);
  sqs.time.run_for(1s);
  sqs.store.commit();
  EXPECT_EQ(sqs.store.load("sqs.contents", id).size(), 0);
  EXPECT_EQ(sqs.store.load("sqs.messages", id).size(), 0);
}

// Goal: a long poll is woken by what it waits for, whatever makes that visible, and ends in time.
TEST(Messages, ALongPollIsWoken) {
  Fixture sqs;
  sqs.make("q");
  const std::string wait = R"("WaitTimeSeconds":20)";
  auto first = sqs.begin_on("q", "ReceiveMessage", wait);
  auto second = sqs.begin_on("q", "ReceiveMessage", wait);
  sqs.time.run_for(10s);
  EXPECT_EQ(*first, "(nothing yet)");
  sqs.send("q", "sent");
  sqs.time.settle();
  EXPECT_EQ(sqs.bodies(*first), "sent");
  EXPECT_EQ(*second, "(nothing yet)");
  sqs.hold("q", 3);
  sqs.time.run_for(3s);
  EXPECT_EQ(sqs.bodies(*second), "sent") << "what comes back wakes too";
  auto third = sqs.begin_on("q", "ReceiveMessage", wait);
  sqs.time.run_for(20s - 1us);
  EXPECT_EQ(*third, "(nothing yet)");
  sqs.time.run_for(1us);
  EXPECT_EQ(*third, "{}");
  auto fourth = sqs.begin_on("q", "ReceiveMessage", wait);
  sqs.on("q", "DeleteQueue", "");
  sqs.time.settle();
  EXPECT_THAT(*fourth, StartsWith("AWS.SimpleQueueService.NonExistentQueue"));
}

TEST(Messages, TheQueueSaysHowLongAPollWaits) {
  Fixture sqs;
  sqs.make("q", R"("ReceiveMessageWaitTimeSeconds":"5")");
  auto polled = sqs.begin_on("q", "ReceiveMessage", "");
  sqs.time.run_for(4s);
  EXPECT_EQ(*polled, "(nothing yet)");
  sqs.time.run_for(1s);
  EXPECT_EQ(*polled, "{}");
  EXPECT_EQ(sqs.receive("q", R"("WaitTimeSeconds":0)"), "");
}

TEST(Messages, SayOnlyWhatIsAskedFor) {
  Fixture sqs;
  sqs.make("q");
  sqs.send(
      "q", "a",
      R"("MessageAttributes":{"Foo":{"DataType":"String","StringValue":"Bar"}},)"
      R"("MessageSystemAttributes":{"AWSTraceHeader":{"DataType":"String","StringValue":"R"}})");
  const std::string plain = sqs.on("q", "ReceiveMessage", R"("VisibilityTimeout":0)");
  EXPECT_THAT(plain, AllOf(HasSubstr(R"("MD5OfBody":"0cc175b9c0f1b6a831c399e269772661")"),
                           Not(HasSubstr("Attributes"))));
  sqs.time.run_for(7s);
  const std::string all =
      sqs.on("q", "ReceiveMessage",
             R"("MessageSystemAttributeNames":["All"],"MessageAttributeNames":["F.*"])");
  EXPECT_THAT(all, HasSubstr(R"("ApproximateFirstReceiveTimestamp":"1800000000000")"));
  EXPECT_THAT(all, HasSubstr(R"("ApproximateReceiveCount":"2")"));
  EXPECT_THAT(all, HasSubstr(R"("SentTimestamp":"1800000000000")"));
  EXPECT_THAT(all, HasSubstr(R"("SenderId":"AROAX:i-1")"));
  EXPECT_THAT(all, HasSubstr(R"("AWSTraceHeader":"R")"));
  EXPECT_THAT(all, HasSubstr(R"("MD5OfMessageAttributes":"ae7155c6026991b6d54b11589678bf9c")"));
  EXPECT_THAT(sqs.on("q", "ReceiveMessage", R"("AttributeNames":["Nope"])"),
              "InvalidAttributeName: Unknown Attribute Nope.");
}

TEST(Messages, AreRefusedWhenTheyAreNone) {
  Fixture sqs;
  sqs.make("q", R"("MaximumMessageSize":"1024")");
  EXPECT_EQ(sqs.send("q", ""),
            "MissingRequiredParameterException: The request must contain the parameter "
            "MessageBody.");
  EXPECT_THAT(sqs.send("q", std::string(1025, 'x')),
              HasSubstr("Reason: Message must be shorter than 1024 bytes."));
  EXPECT_THAT(sqs.send("q", R"(\u0000)"), StartsWith("InvalidMessageContents: Invalid char"));
  EXPECT_THAT(sqs.send("q", "x", R"("MessageDeduplicationId":"1")"),
              HasSubstr("The request include parameter that is not valid for this queue type."));
  EXPECT_THAT(
      sqs.send("q", "x", R"("MessageAttributes":{"E":{"DataType":"String","StringValue":""}})"),
      HasSubstr("Message (user) attribute 'E' must contain a non-empty value of type "
                "'String'."));
  EXPECT_THAT(sqs.on("q", "ReceiveMessage", R"("MaxNumberOfMessages":11)"),
              HasSubstr("Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be "
                        "between 1 and 10, if provided."));
  EXPECT_THAT(sqs.on("q", "ReceiveMessage", R"("WaitTimeSeconds":21)"),
              HasSubstr("Reason: Must be >= 0 and <= 20, if provided."));
}

TEST(Messages, InFlightHaveALimit) {
  Fixture sqs;
  sqs.make("q");
  Sqs& region = sqs.regions.at("us-east-1");
  for (std::size_t i = 0; i <= in_flight_max; ++i) {
    region.put("q", {.sent = sqs.time.now()}, {.id = "m"}, Duration{});
  }
  region.receive("q", {.count = in_flight_max + 1, .visibility = 30s}, [](const auto& taken) {
    EXPECT_EQ(taken->size(), in_flight_max) << "no more than that at once";
  });
  EXPECT_THAT(sqs.receive("q"), StartsWith("OverLimit: "));
}

// Goal: what was acknowledged, and how often it was received, outlives the server.
TEST(Messages, OutliveTheServer) {
  Fixture sqs;
  sqs.make("q.fifo", R"("FifoQueue":"true")");
  sqs.send_to_group("q.fifo", "a", "g");
  sqs.send_to_group("q.fifo", "b", "g");
  sqs.on("q.fifo", "ReceiveMessage", "");
  sqs.restart();
  EXPECT_EQ(sqs.receive("q.fifo"), "") << "the group is locked still";
  EXPECT_THAT(sqs.send_to_group("q.fifo", "a", "g"), HasSubstr("SequenceNumber"));
  sqs.time.run_for(30s);
  EXPECT_EQ(sqs.receive("q.fifo"), "a b") << "the duplicate was known";
  EXPECT_EQ(sqs.erase("q.fifo", sqs.handle), "{}");
  sqs.restart();
  sqs.time.run_for(30s);
  EXPECT_EQ(sqs.receive("q.fifo"), "a");
}

}  // namespace
}  // namespace spotdrill::sqs
