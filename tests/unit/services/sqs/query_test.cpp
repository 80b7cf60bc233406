// The query protocol, which SDKs before the end of 2023 speak, and its errors in both protocols.
#include "services/sqs/fixture.hpp"
#include "wire/router.hpp"

namespace spotdrill::sqs {
namespace {

using testing::HasSubstr;

struct Queries : Fixture {
  Queries() {
    make("q");
    protocol = shape::Protocol::AwsQuery;
  }
  std::string ask(const std::string& operation, const std::string& pairs) {
    return call(operation, "QueueUrl=https://sqs.us-east-1.amazonaws.com/123456789012/q&" + pairs);
  }
};

TEST(Query, MessagesAndAttributesTravelInItsNames) {
  Queries sqs;
  const std::string sent =
      sqs.ask("SendMessage",
              "MessageBody=a%26b&MessageAttribute.1.Name=n&MessageAttribute.1.Value.DataType=Number"
              "&MessageAttribute.1.Value.StringValue=5");
  EXPECT_THAT(sent, HasSubstr("<SendMessageResponse xmlns=\"http://queue.amazonaws.com/doc/"
                              "2012-11-05/\"><SendMessageResult><MD5OfMessageBody>"));
  const std::string received = sqs.ask(
      "ReceiveMessage", "AttributeName.1=ApproximateReceiveCount&MessageAttributeName.1=All");
  EXPECT_THAT(received, HasSubstr("<ReceiveMessageResult><Message><MessageId>"));
  EXPECT_THAT(received, HasSubstr("<Body>a&amp;b</Body><Attribute><Name>ApproximateReceiveCount"
                                  "</Name><Value>1</Value></Attribute>"));
  EXPECT_THAT(received,
              HasSubstr("<MessageAttribute><Name>n</Name><Value><StringValue>5</StringValue>"
                        "<DataType>Number</DataType></Value></MessageAttribute></Message>"));
}

TEST(Query, BatchesAttributesAndTagsHaveItsNamesToo) {
  Queries sqs;
  EXPECT_THAT(sqs.ask("SendMessageBatch",
                      "SendMessageBatchRequestEntry.1.Id=x&SendMessageBatchRequestEntry.1."
                      "MessageBody=a"),
              HasSubstr("<SendMessageBatchResult><SendMessageBatchResultEntry><Id>x</Id>"));
  sqs.ask("SetQueueAttributes", "Attribute.1.Name=DelaySeconds&Attribute.1.Value=7");
  EXPECT_THAT(sqs.ask("GetQueueAttributes", "AttributeName.1=DelaySeconds"),
              HasSubstr("<GetQueueAttributesResult><Attribute><Name>DelaySeconds</Name>"
                        "<Value>7</Value></Attribute></GetQueueAttributesResult>"));
  sqs.ask("TagQueue", "Tag.1.Key=k&Tag.1.Value=v");
  EXPECT_THAT(sqs.ask("ListQueueTags", ""), HasSubstr("<Tag><Key>k</Key><Value>v</Value></Tag>"));
  EXPECT_THAT(sqs.call("ListQueues", ""),
              HasSubstr("<ListQueuesResult><QueueUrl>https://sqs.us-east-1.amazonaws.com/"
                        "123456789012/q</QueueUrl></ListQueuesResult>"));
}

TEST(Query, ErrorsAreNamedAsEachProtocolNamesThem) {
  Queries sqs;
  sqs.call("GetQueueUrl", "QueueName=none");
  EXPECT_THAT(sqs.error.body,
              HasSubstr("<Error><Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue"
                        "</Code><Message>The specified queue does not exist.</Message><Detail>"
                        "</Detail></Error><RequestId>RID</RequestId>"));
  sqs.ask("ReceiveMessage", "MaxNumberOfMessages=11");
  EXPECT_THAT(sqs.error.body, HasSubstr("<Code>InvalidParameterValue</Code>"));
  sqs.ask("SendMessage", "");
  EXPECT_THAT(sqs.error.body, HasSubstr("<Code>MissingParameter</Code><Message>The request must "
                                        "contain the parameter MessageBody.</Message>"));
  sqs.protocol = shape::Protocol::Json10;
  sqs.call("GetQueueUrl", R"({"QueueName":"none"})");
  EXPECT_EQ(sqs.error.body,
            R"({"__type":"QueueDoesNotExist","message":"The specified queue does not exist."})");
  EXPECT_EQ(sqs.error.headers.get("x-amzn-query-error"),
            "AWS.SimpleQueueService.NonExistentQueue;Sender");
  sqs.on("q", "ReceiveMessage", R"("MaxNumberOfMessages":11)");
  EXPECT_THAT(sqs.error.body, HasSubstr(R"("__type":"InvalidParameterValueException")"));
  EXPECT_EQ(sqs.error.headers.get("x-amzn-query-error"), "InvalidParameterValue;Sender");
}

class NoKeys final : public wire::CredentialSource {
 public:
  [[nodiscard]] std::optional<wire::Credential> find(std::string_view) const override {
    return std::nullopt;
  }
};

// Goal: what is sent to a queue's own URL, or to the host that old SDKs ask, finds its way.
// Method: the router itself, with bytes as clients send them.
TEST(Query, TheQueuesOwnUrlIsItsAddress) {
  Fixture sqs;
  sqs.make("q");
  wire::Dispatcher dispatcher;
  dispatcher.add(sqs.service);
  NoKeys keys;
  wire::Router router{dispatcher, keys, sqs.time, sqs.ids, {.auth_required = false}};
  const auto ask = [&](const std::string& host, const std::string& method,
                       const std::string& target, const std::string& body) {
    protocol::HttpRequest request{.method = method, .target = target, .body = body};
    request.headers.set("Host", host);
    if (!body.empty()) request.headers.set("Content-Type", "application/x-www-form-urlencoded");
    std::string told;
    router.handle(request, [&](const protocol::HttpResponse& answer) { told = answer.body; });
    return told;
  };
  const std::string version = "Version=2012-11-05&Action=";
  EXPECT_THAT(ask("sqs.us-east-1.amazonaws.com", "POST", "/123456789012/q",
                  version + "SendMessage&MessageBody=a"),
              HasSubstr("<SendMessageResult>"));
  EXPECT_THAT(ask("us-east-1.queue.amazonaws.com", "GET",
                  "/123456789012/q?" + version + "ReceiveMessage", ""),
              HasSubstr("<Body>a</Body>"));
  EXPECT_THAT(ask("queue.amazonaws.com", "GET", "/?" + version + "ListQueues", ""),
              HasSubstr("<QueueUrl>https://sqs.us-east-1.amazonaws.com/123456789012/q</QueueUrl>"));
  EXPECT_THAT(ask("127.0.0.1:4566", "POST", "/123456789012/none", version + "PurgeQueue"),
              HasSubstr("AWS.SimpleQueueService.NonExistentQueue"));
  EXPECT_THAT(ask("127.0.0.1:4566", "POST", "/", version + "PurgeQueue"),
              HasSubstr("The request must contain the parameter QueueUrl."));
}

}  // namespace
}  // namespace spotdrill::sqs
