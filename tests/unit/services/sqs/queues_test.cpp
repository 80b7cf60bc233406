#include "services/sqs/fixture.hpp"

namespace spotdrill::sqs {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(Queues, AreMadeOnceAndFoundByTheirUrl) {
  Fixture sqs;
  const std::string made = R"({"QueueUrl":")" + Fixture::url + R"(q"})";
  EXPECT_EQ(sqs.make("q", R"("DelaySeconds":"5")"), made);
  EXPECT_EQ(sqs.make("q", R"("DelaySeconds":"5","VisibilityTimeout":"30")"), made);
  EXPECT_EQ(sqs.make("q", R"("DelaySeconds":"6")"),
            "QueueAlreadyExists: A queue already exists with the same name and a different value "
            "for attribute DelaySeconds");
  EXPECT_EQ(sqs.call("GetQueueUrl", R"({"QueueName":"q"})"), made);
  const std::string none =
      "AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist.";
  EXPECT_EQ(sqs.call("GetQueueUrl", R"({"QueueName":"none"})"), none);
  EXPECT_EQ(sqs.send("none", "x"), none);
  EXPECT_EQ(sqs.call("PurgeQueue", R"({"QueueUrl":"q"})"),
            "InvalidAddress: The address q is not valid for this endpoint.");
}

TEST(Queues, HaveNamesOfTheirType) {
  Fixture sqs;
  EXPECT_THAT(sqs.make("a b"), HasSubstr("Can only include alphanumeric characters, hyphens"));
  EXPECT_THAT(sqs.make("q.fifo"), HasSubstr("Can only include alphanumeric characters"));
  EXPECT_THAT(sqs.make(std::string(81, 'x')), HasSubstr("1 to 80 in length"));
  EXPECT_THAT(sqs.make("q", R"("FifoQueue":"true")"), HasSubstr("must end with .fifo suffix"));
  EXPECT_EQ(sqs.make("q", R"("FifoQueue":"false")"),
            "InvalidAttributeName: Unknown Attribute FifoQueue.");
}

TEST(Queues, TellTheirAttributes) {
  Fixture sqs;
  sqs.make("q.fifo", R"("FifoQueue":"true","VisibilityTimeout":"10")");
  const std::string all = sqs.on("q.fifo", "GetQueueAttributes", R"("AttributeNames":["All"])");
  for (const char* each :
       {R"("VisibilityTimeout":"10")", R"("MaximumMessageSize":"1048576")", R"("FifoQueue":"true")",
        R"("QueueArn":"arn:aws:sqs:us-east-1:123456789012:q.fifo")",
        R"("CreatedTimestamp":"1800000000")", R"("DeduplicationScope":"queue")",
        R"("SqsManagedSseEnabled":"true")", R"("MessageRetentionPeriod":"345600")"}) {
    EXPECT_THAT(all, HasSubstr(each));
  }
  sqs.time.run_for(9s);
  sqs.on("q.fifo", "SetQueueAttributes", R"("Attributes":{"VisibilityTimeout":"20"})");
  EXPECT_EQ(sqs.attribute("q.fifo", "VisibilityTimeout"), "20");
  EXPECT_EQ(sqs.attribute("q.fifo", "LastModifiedTimestamp"), "1800000009");
  EXPECT_EQ(sqs.attribute("q.fifo", "Nope"), "InvalidAttributeName: Unknown Attribute Nope.");
  EXPECT_EQ(sqs.on("q.fifo", "GetQueueAttributes", ""), "{}");
}

TEST(Queues, RefuseAttributesThatAreNone) {
  Fixture sqs;
  sqs.make("q");
  const auto set = [&](const std::string& attributes) {
    return sqs.on("q", "SetQueueAttributes", R"("Attributes":{)" + attributes + "}");
  };
  EXPECT_EQ(set(R"("DelaySeconds":"901")"),
            "InvalidAttributeValue: Invalid value for the parameter DelaySeconds.");
  EXPECT_EQ(set(R"("VisibilityTimeout":"soon")"),
            "InvalidAttributeValue: Invalid value for the parameter VisibilityTimeout.");
  EXPECT_EQ(set(R"("QueueArn":"x")"), "InvalidAttributeName: Unknown Attribute QueueArn.");
  EXPECT_EQ(set(R"("ContentBasedDeduplication":"true")"),
            "InvalidAttributeName: You can specify the ContentBasedDeduplication only when "
            "FifoQueue is set to true.");
  EXPECT_THAT(set(R"("KmsMasterKeyId":"alias/x")"), StartsWith("NotImplemented: "));
}

TEST(Queues, OfADeletedOnesNameWaitSixtySeconds) {
  Fixture sqs;
  sqs.make("q");
  sqs.send("q", "a");
  EXPECT_EQ(sqs.on("q", "DeleteQueue", ""), "{}");
  sqs.restart();
  EXPECT_THAT(sqs.make("q"),
              StartsWith("AWS.SimpleQueueService.QueueDeletedRecently: You must wait 60 seconds"));
  sqs.time.run_for(60s);
  EXPECT_THAT(sqs.make("q"), HasSubstr("QueueUrl"));
  EXPECT_EQ(sqs.receive("q"), "");
}

TEST(Queues, ArePurgedOnceAMinute) {
  Fixture sqs;
  sqs.make("q");
  sqs.send("q", "a");
  sqs.send("q", "b");
  sqs.on("q", "ReceiveMessage", "");
  EXPECT_EQ(sqs.on("q", "PurgeQueue", ""), "{}");
  EXPECT_EQ(sqs.attribute("q", "ApproximateNumberOfMessages"), "0");
  EXPECT_EQ(sqs.attribute("q", "ApproximateNumberOfMessagesNotVisible"), "0");
  EXPECT_EQ(sqs.on("q", "PurgeQueue", ""),
            "AWS.SimpleQueueService.PurgeQueueInProgress: Only one PurgeQueue operation on q is "
            "allowed every 60 seconds.");
  sqs.time.run_for(60s);
  EXPECT_EQ(sqs.on("q", "PurgeQueue", ""), "{}");
}

TEST(Queues, AreListedInPages) {
  Fixture sqs;
  EXPECT_EQ(sqs.call("ListQueues", "{}"), "{}");
  for (const char* name : {"a1", "a2", "a3", "b"}) sqs.make(name);
  const std::string page = sqs.call("ListQueues", R"({"QueueNamePrefix":"a","MaxResults":2})");
  EXPECT_THAT(page, AllOf(HasSubstr("/a1\",\""), HasSubstr("/a2\"]"), HasSubstr("NextToken")));
  const auto parsed = parse_json(page);
  ASSERT_TRUE(parsed.has_value());
  const std::string token{string_at(parsed->get_object(), "NextToken")};
  const std::string rest = sqs.call(
      "ListQueues", R"({"QueueNamePrefix":"a","MaxResults":2,"NextToken":")" + token + "\"}");
  EXPECT_THAT(rest, AllOf(HasSubstr("/a3\"]"), Not(HasSubstr("NextToken"))));
  EXPECT_THAT(sqs.call("ListQueues", R"({"NextToken":"x"})"), HasSubstr("next token"));
}

TEST(Queues, HaveTags) {
  Fixture sqs;
  sqs.call("CreateQueue", R"({"QueueName":"q","tags":{"a":"1"}})");
  sqs.on("q", "TagQueue", R"("Tags":{"b":"2","c":""})");
  sqs.on("q", "UntagQueue", R"("TagKeys":["a"])");
  EXPECT_EQ(sqs.on("q", "ListQueueTags", ""), R"({"Tags":{"b":"2","c":""}})");
}

TEST(Queues, KeepAPolicy) {
  Fixture sqs;
  sqs.make("q");
  const std::string add =
      R"("Label":"l","AWSAccountIds":["111122223333"],"Actions":["SendMessage"])";
  EXPECT_EQ(sqs.on("q", "AddPermission", add), "{}");
  EXPECT_EQ(
      sqs.attribute("q", "Policy"),
      R"({"Version":"2008-10-17","Id":"arn:aws:sqs:us-east-1:123456789012:q/SQSDefaultPolicy",)"
      R"("Statement":[{"Sid":"l","Effect":"Allow","Principal":{"AWS":)"
      R"("arn:aws:iam::111122223333:root"},"Action":"SQS:SendMessage",)"
      R"("Resource":"arn:aws:sqs:us-east-1:123456789012:q"}]})");
  EXPECT_THAT(sqs.on("q", "AddPermission", add), HasSubstr("Reason: Already exists."));
  EXPECT_EQ(sqs.on("q", "RemovePermission", R"("Label":"l")"), "{}");
  EXPECT_EQ(sqs.attribute("q", "Policy"), "");
  EXPECT_THAT(sqs.on("q", "RemovePermission", R"("Label":"l")"), HasSubstr("can't find label."));
}

}  // namespace
}  // namespace spotdrill::sqs
