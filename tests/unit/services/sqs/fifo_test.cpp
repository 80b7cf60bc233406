#include "services/sqs/fixture.hpp"

namespace spotdrill::sqs {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* fifo_attribute = R"("FifoQueue":"true")";

TEST(Fifo, ADuplicateIsAcceptedAndNotDeliveredForFiveMinutes) {
  Fixture sqs;
  sqs.make("q.fifo", fifo_attribute);
  const std::string first = sqs.send_to_group("q.fifo", "a", "g");
  EXPECT_THAT(first, HasSubstr(R"("SequenceNumber":"188)"));
  EXPECT_EQ(sqs.send_to_group("q.fifo", "a", "other"), first);
  EXPECT_EQ(sqs.receive("q.fifo"), "a");
  sqs.erase("q.fifo", sqs.handle);
  sqs.time.run_for(5min - 1us);
  EXPECT_EQ(sqs.send_to_group("q.fifo", "a", "g"), first);
  sqs.time.run_for(1us);
  EXPECT_NE(sqs.send_to_group("q.fifo", "a", "g"), first);
  EXPECT_EQ(sqs.receive("q.fifo"), "a");
}

TEST(Fifo, TheContentOrTheGroupMayDecideWhatIsADuplicate) {
  Fixture sqs;
  sqs.make("content.fifo", std::string{fifo_attribute} + R"(,"ContentBasedDeduplication":"true")");
  const std::string group = R"("MessageGroupId":"g")";
  sqs.send("content.fifo", "a", group);
  sqs.send("content.fifo", "a", group);
  sqs.send("content.fifo", "b", group);
  EXPECT_EQ(sqs.receive("content.fifo"), "a b");
  sqs.make("group.fifo", std::string{fifo_attribute} + R"(,"DeduplicationScope":"messageGroup")");
  sqs.send_to_group("group.fifo", "a", "1");
  sqs.send_to_group("group.fifo", "a", "2");
  EXPECT_EQ(sqs.receive("group.fifo"), "a a");
}

TEST(Fifo, AnExpiredHandleIsRefused) {
  Fixture sqs;
  sqs.make("q.fifo", fifo_attribute);
  sqs.send_to_group("q.fifo", "a", "g");
  sqs.receive("q.fifo");
  sqs.time.run_for(30s);
  const std::string refused = "InvalidParameterValueException: Value " + sqs.handle +
                              " for parameter ReceiptHandle is invalid. Reason: The receipt "
                              "handle has expired.";
  EXPECT_EQ(sqs.erase("q.fifo", sqs.handle), refused);
  EXPECT_EQ(sqs.hold("q.fifo", 10), refused);
}

TEST(Fifo, AnAttemptAgainGetsTheSameMessagesAndHandles) {
  Fixture sqs;
  sqs.make("q.fifo", fifo_attribute);
  sqs.send_to_group("q.fifo", "a", "g");
  const std::string attempt = R"("ReceiveRequestAttemptId":"1")";
  EXPECT_EQ(sqs.receive("q.fifo", attempt), "a");
  const std::string handle = sqs.handle;
  sqs.time.run_for(20s);
  EXPECT_EQ(sqs.receive("q.fifo", attempt), "a");
  EXPECT_EQ(sqs.handle, handle);
  sqs.time.run_for(20s);
  EXPECT_EQ(sqs.receive("q.fifo"), "") << "the visibility timeout began again";
  sqs.erase("q.fifo", handle);
  EXPECT_EQ(sqs.receive("q.fifo", attempt), "");
}

TEST(Fifo, TheQueuesDelayHoldsForWhatIsInItAlready) {
  Fixture sqs;
  sqs.make("q.fifo", std::string{fifo_attribute} + R"(,"DelaySeconds":"100")");
  sqs.send_to_group("q.fifo", "a", "g");
  sqs.on("q.fifo", "SetQueueAttributes", R"("Attributes":{"DelaySeconds":"10"})");
  sqs.time.run_for(9s);
  EXPECT_EQ(sqs.receive("q.fifo"), "");
  sqs.time.run_for(1s);
  EXPECT_EQ(sqs.receive("q.fifo"), "a");
}

TEST(Fifo, DemandsGroupsAndIdsAndNoDelaysOfMessages) {
  Fixture sqs;
  sqs.make("q.fifo", fifo_attribute);
  EXPECT_EQ(sqs.send("q.fifo", "a", R"("MessageDeduplicationId":"1")"),
            "MissingRequiredParameterException: The request must contain the parameter "
            "MessageGroupId.");
  EXPECT_THAT(sqs.send("q.fifo", "a", R"("MessageGroupId":"g")"),
              HasSubstr("The queue should either have ContentBasedDeduplication enabled or"));
  EXPECT_THAT(sqs.send("q.fifo", "a", R"("MessageGroupId":"g h","MessageDeduplicationId":"1")"),
              HasSubstr("can only include alphanumeric and punctuation characters. 1 to 128"));
  EXPECT_THAT(sqs.send("q.fifo", "a",
                       R"("MessageGroupId":"g","MessageDeduplicationId":"1","DelaySeconds":2)"),
              HasSubstr("Value 2 for parameter DelaySeconds is invalid. Reason: The request "
                        "include parameter that is not valid for this queue type."));
  EXPECT_THAT(sqs.on("q.fifo", "SendMessageBatch",
                     R"("Entries":[{"Id":"1","MessageBody":"a","MessageDeduplicationId":"1"}])"),
              StartsWith("InvalidParameterValueException: The request must contain the "
                         "parameter MessageGroupId."));
}

}  // namespace
}  // namespace spotdrill::sqs
