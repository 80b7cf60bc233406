#include "services/sns/publishing.hpp"

#include <regex>

#include "services/sns/fixture.hpp"

namespace spotdrill::sns {
namespace {

TEST(Publishing, AQueueGetsTheEnvelopeByteForByte) {
  Fixture world;
  world.create("jobs");
  const std::string subscription = world.subscribe_queue("jobs", "q");
  const auto published = publish(
      *world.sns,
      {.topic_arn = Fixture::arn + "jobs",
       .message = "say \"ö\"\n",
       .subject = "My subject",
       .message_attributes = {{"bytes", {.data_type = "Binary", .binary_value = "\x02\x03\x04"}},
                              {"number", {.data_type = "Number", .string_value = "7"}}}});
  ASSERT_TRUE(published.has_value());
  ASSERT_EQ(world.sent.size(), 1U);
  const std::string body = std::regex_replace(
      world.sent[0].body, std::regex{"\"(Signature\" : \"|SigningCertURL\" : \".*-)[^\"]+"},
      "\"$1…");
  EXPECT_EQ(body, R"({
  "Type" : "Notification",
  "MessageId" : ")" + *published->message_id +
                      R"(",
  "TopicArn" : "arn:aws:sns:us-east-1:123456789012:jobs",
  "Subject" : "My subject",
  "Message" : "say \"ö\"\n",
  "Timestamp" : "2027-01-15T08:00:00.000Z",
  "SignatureVersion" : "1",
  "Signature" : "…",
  "SigningCertURL" : "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-…",
  "UnsubscribeURL" : "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=)" +
                      subscription + R"(",
  "MessageAttributes" : {
    "bytes" : {"Type":"Binary","Value":"AgME"},
    "number" : {"Type":"Number","Value":"7"}
  }
})");
  EXPECT_TRUE(world.sent[0].attributes.empty());
}

TEST(Publishing, RawDeliveryGivesTheMessageAndItsAttributes) {
  Fixture world;
  world.create("t");
  world.subscribe_queue("t", "q", {{"RawMessageDelivery", "true"}});
  EXPECT_EQ(world.publish_text("t", "text", {{"a", {"String", "b", {}}}}), "");
  ASSERT_EQ(world.sent.size(), 1U);
  EXPECT_EQ(world.sent[0].body, "text");
  EXPECT_EQ(world.sent[0].attributes.at("a").value, "b");
}

TEST(Publishing, AStructuredMessageSaysToQueuesWhatIsForThem) {
  Fixture world;
  world.create("t");
  world.subscribe_queue("t", "q", {{"RawMessageDelivery", "true"}});
  const auto told = [&](const std::string& message) {
    return refusal_of(publish(
        *world.sns,
        {.topic_arn = Fixture::arn + "t", .message = message, .message_structure = "json"}));
  };
  EXPECT_EQ(told(R"({"default":"d","sqs":"s"})"), "");
  EXPECT_EQ(told(R"({"default":"d","http":"h"})"), "");
  EXPECT_EQ(world.take_sent(), "q=s q=d");
  EXPECT_EQ(told(R"({"sqs":"s"})"),
            "InvalidParameter: Invalid parameter: Message Structure - No default entry in JSON "
            "message body");
  EXPECT_EQ(told("{"),
            "InvalidParameter: Invalid parameter: Message Structure - JSON message body failed to "
            "parse");
}

TEST(Publishing, WhatAwsRefusesIsRefused) {
  Fixture world;
  world.create("t");
  const auto told = [&](api::sns::PublishInput request) {
    if (!request.topic_arn) request.topic_arn = Fixture::arn + "t";
    return refusal_of(publish(*world.sns, request));
  };
  EXPECT_EQ(told({.message = ""}), "InvalidParameter: Invalid parameter: Empty message");
  EXPECT_EQ(told({.message = "x", .subject = ""}), "InvalidParameter: Invalid parameter: Subject");
  std::string umlauts;
  for (int character = 0; character < 100; ++character) umlauts += "ö";
  EXPECT_EQ(told({.message = "x", .subject = umlauts}), "");
  EXPECT_EQ(told({.message = "x", .subject = umlauts + "x"}),
            "InvalidParameter: Invalid parameter: Subject");
  EXPECT_EQ(told({.message = std::string(message_bytes_max + 1, 'x')}),
            "InvalidParameter: Invalid parameter: Message too long");
  EXPECT_EQ(told({.topic_arn = Fixture::arn + "none", .message = "x"}),
            "NotFound: Topic does not exist");
  EXPECT_EQ(told({.message = "x", .message_deduplication_id = "d"}),
            "InvalidParameter: Invalid parameter: MessageDeduplicationId Reason: The request "
            "includes MessageDeduplicationId parameter that is not valid for this topic type");
  EXPECT_EQ(refusal_of(publish(*world.sns, {.message = "x"})),
            "InvalidParameter: Invalid parameter: TopicArn or TargetArn Reason: no value for "
            "required parameter");
  EXPECT_EQ(world.publish_text("t", "x", {{"a", {"String", {}, "b"}}}),
            "ParameterValueInvalid: The message attribute 'a' with type 'String' must use field "
            "'String'.");
  EXPECT_EQ(world.publish_text("t", "x", {{"a", {"String", "", {}}}}),
            "ParameterValueInvalid: The message attribute 'a' must contain non-empty message "
            "attribute value for message attribute type 'String'.");
  EXPECT_EQ(world.publish_text("t", "x", {{"a", {"Stringprefixed", "b", {}}}}),
            "ParameterValueInvalid: The message attribute 'a' has an invalid message attribute "
            "type, the set of supported type prefixes is Binary, Number, and String.");
  EXPECT_EQ(world.publish_text("t", "x", {{"a", {"Number", "seven", {}}}}),
            "ParameterValueInvalid: Could not cast message attribute 'a' value to number.");
  EXPECT_EQ(world.publish_text("t", "x", {{"a^", {"String", "b", {}}}}),
            "ParameterValueInvalid: Invalid non-alphanumeric character '#x5E' was found in the "
            "message attribute name. Can only include alphanumeric characters, hyphens, "
            "underscores, or dots.");
}

TEST(Publishing, ABatchIsPublishedWholeOrNotAtAll) {
  Fixture world;
  world.create("t");
  world.subscribe_queue("t", "q", {{"RawMessageDelivery", "true"}});
  const auto batch = [&](std::vector<api::sns::PublishBatchRequestEntry> entries) {
    return publish_batch(*world.sns, {Fixture::arn + "t", std::move(entries)});
  };
  const auto done = batch({{.id = "1", .message = "a"}, {.id = "2", .message = "b"}});
  ASSERT_EQ(done->successful.size(), 2U);
  EXPECT_NE(done->successful[0].message_id, done->successful[1].message_id);
  EXPECT_EQ(world.take_sent(), "q=a q=b");
  EXPECT_EQ(refusal_of(batch({{.id = "1", .message = "a"}, {.id = "2", .message = ""}})),
            "InvalidParameter: Invalid parameter: Empty message");
  EXPECT_EQ(world.take_sent(), "");
  EXPECT_EQ(refusal_of(batch({{.id = "1", .message = "a"}, {.id = "1", .message = "b"}})),
            "BatchEntryIdsNotDistinct: Two or more batch entries in the request have the same Id.");
  EXPECT_EQ(refusal_of(batch({})),
            "EmptyBatchRequest: The batch request doesn't contain any entries.");
  const std::string half(message_bytes_max / 2 + 1, 'x');
  EXPECT_EQ(refusal_of(batch({{.id = "1", .message = half}, {.id = "2", .message = half}})),
            "BatchRequestTooLong: The length of all the messages put together is more than the "
            "limit.");
}

TEST(Publishing, WhatAQueueDoesNotTakeGoesToTheDeadLetters) {
  Fixture world;
  world.create("t");
  const std::string subscription =
      world.subscribe_queue("t", "q", {{"RawMessageDelivery", "true"}});
  world.subscribe_queue("t", "other", {{"RawMessageDelivery", "true"}});
  world.gone.insert("q");
  EXPECT_EQ(world.publish_text("t", "lost"), "");
  EXPECT_EQ(world.take_sent(), "other=lost");
  EXPECT_EQ(world.set(subscription, "RedrivePolicy",
                      R"({"deadLetterTargetArn":")" + Fixture::queue_arn + R"(dead"})"),
            "");
  EXPECT_EQ(world.publish_text("t", "kept"), "");
  const std::string sent = world.take_sent();
  EXPECT_NE(sent.find("dead=kept"), std::string::npos) << sent;
  EXPECT_NE(sent.find("other=kept"), std::string::npos) << sent;
}

TEST(FifoTopics, KeepGroupsAndPassDuplicatesOver) {
  Fixture world;
  world.create_fifo("t.fifo");
  world.subscribe_queue("t.fifo", "q.fifo", {{"RawMessageDelivery", "true"}});
  world.subscribe_queue("t.fifo", "q", {{"RawMessageDelivery", "true"}});
  const auto send = [&](const std::string& message, std::optional<std::string> group,
                        std::optional<std::string> id) {
    return publish(*world.sns, {.topic_arn = Fixture::arn + "t.fifo",
                                .message = message,
                                .message_deduplication_id = std::move(id),
                                .message_group_id = std::move(group)});
  };
  EXPECT_EQ(refusal_of(send("x", {}, "1")),
            "InvalidParameter: Invalid parameter: The MessageGroupId parameter is required for "
            "FIFO topics");
  EXPECT_EQ(refusal_of(send("x", "g", {})),
            "InvalidParameter: Invalid parameter: The topic should either have "
            "ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly");
  const auto first = send("a", "g", "1");
  EXPECT_EQ(first->sequence_number->size(), 20U);
  ASSERT_EQ(world.sent.size(), 2U);
  const auto& ordered = world.sent[world.sent[0].queue.ends_with(".fifo") ? 0 : 1];
  const auto& standard = world.sent[world.sent[0].queue.ends_with(".fifo") ? 1 : 0];
  EXPECT_EQ(ordered.group, "g");
  EXPECT_EQ(ordered.deduplication_id, "1");
  EXPECT_FALSE(standard.group || standard.deduplication_id);
  world.take_sent();

  world.restart();
  const auto again = send("another", "g", "1");
  EXPECT_EQ(again->message_id, first->message_id);
  EXPECT_EQ(again->sequence_number, first->sequence_number);
  EXPECT_EQ(world.take_sent(), "");
  world.time.run_for(deduplication_time);
  const auto later = send("later", "g", "1");
  EXPECT_NE(later->message_id, first->message_id);
  EXPECT_GT(*later->sequence_number, *first->sequence_number);
}

// As recorded of AWS: the id of a message without one is the SHA-256 of what it says.
TEST(FifoTopics, DeduplicateByContent) {
  Fixture world;
  world.create_fifo("t.fifo", {{"ContentBasedDeduplication", "true"}});
  world.subscribe_queue("t.fifo", "q.fifo");
  const auto send = [&](const std::string& group) {
    return publish(
        *world.sns,
        {.topic_arn = Fixture::arn + "t.fifo", .message = "Test", .message_group_id = group});
  };
  ASSERT_TRUE(send("g"));
  ASSERT_TRUE(send("h"));
  ASSERT_EQ(world.sent.size(), 1U);
  EXPECT_EQ(world.sent[0].deduplication_id,
            "532eaabd9574880dbf76b9b8cc00832c20a6ec113d682299550d7a6e0f345e25");
  // Messages of FIFO topics are numbered, and not signed.
  EXPECT_NE(world.sent[0].body.find("\"SequenceNumber\" : \"1"), std::string::npos);
  EXPECT_EQ(world.sent[0].body.find("Signature"), std::string::npos);
  ASSERT_TRUE(set_topic_attributes(
      *world.sns, {Fixture::arn + "t.fifo", "FifoThroughputScope", "MessageGroup"}));
  ASSERT_TRUE(send("h"));
  EXPECT_EQ(world.sent.size(), 2U);
}

}  // namespace
}  // namespace spotdrill::sns
