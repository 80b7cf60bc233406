#include "services/sqs/fixture.hpp"

namespace spotdrill::sqs {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

std::string entry(const std::string& id, const std::string& body) {
  return R"({"Id":")" + id + R"(","MessageBody":")" + body + "\"}";
}
std::string entries(const std::string& all) {
  return R"("Entries":[)" + all + "]";
}

TEST(SqsBatches, TellOfEachEntry) {
  Fixture sqs;
  sqs.make("q");
  const std::string sent =
      sqs.on("q", "SendMessageBatch", entries(entry("1", "a") + "," + entry("2", R"(\u0001)")));
  EXPECT_THAT(sent, HasSubstr(R"("MD5OfMessageBody":"0cc175b9c0f1b6a831c399e269772661")"));
  EXPECT_THAT(sent, HasSubstr(R"("Failed":[{"Id":"2","SenderFault":true,)"
                              R"("Code":"InvalidMessageContents",)"));
  sqs.receive("q");
  const std::string handles =
      R"({"Id":"1","ReceiptHandle":")" + sqs.handle + R"("},{"Id":"2","ReceiptHandle":"x"})";
  EXPECT_THAT(sqs.on("q", "DeleteMessageBatch", entries(handles)),
              AllOf(HasSubstr(R"("Successful":[{"Id":"1"}])"),
                    HasSubstr(R"("Code":"ReceiptHandleIsInvalid")")));
}

TEST(SqsBatches, AreRefusedAsAWhole) {
  Fixture sqs;
  sqs.make("q");
  const auto send = [&](const std::string& all) {
    return sqs.on("q", "SendMessageBatch", entries(all));
  };
  EXPECT_THAT(send(""), StartsWith("AWS.SimpleQueueService.EmptyBatchRequest: There should be at "
                                   "least one SendMessageBatchRequestEntry in the request."));
  EXPECT_EQ(send(entry("1", "a") + "," + entry("1", "b")),
            "AWS.SimpleQueueService.BatchEntryIdsNotDistinct: Id 1 repeated.");
  EXPECT_THAT(send(entry("a:b", "a")),
              StartsWith("AWS.SimpleQueueService.InvalidBatchEntryId: A batch entry id can only"));
  std::string eleven = entry("0", "a");
  for (int i = 1; i <= 10; ++i) eleven += "," + entry(std::to_string(i), "a");
  EXPECT_THAT(send(eleven), HasSubstr("Maximum number of entries per request are 10. You have "
                                      "sent 11."));
  const std::string half(524'289, 'x');
  EXPECT_EQ(send(entry("1", half) + "," + entry("2", half)),
            "AWS.SimpleQueueService.BatchRequestTooLong: Batch requests cannot be longer than "
            "1048576 bytes. You have sent 1048578 bytes.");
  EXPECT_EQ(sqs.receive("q"), "");
}

}  // namespace
}  // namespace spotdrill::sqs
