#include "services/sns/fixture.hpp"

namespace spotdrill::sns {
namespace {

TEST(Topics, AreThoseOfTheirNamesAndMadeOnce) {
  Fixture world;
  EXPECT_EQ(world.create("jobs"), Fixture::arn + "jobs");
  EXPECT_EQ(world.create("jobs"), Fixture::arn + "jobs");
  EXPECT_EQ(world.create("jobs", {{"DisplayName", "x"}}),
            "Invalid parameter: Attributes Reason: Topic already exists with different attributes");
  EXPECT_EQ(refusal_of(create_topic(*world.sns, {.name = "jobs", .tags = {{"a", "b"}}})),
            "InvalidParameter: Invalid parameter: Tags Reason: Topic already exists with different "
            "tags");
  EXPECT_EQ(world.create("a b"), "Invalid parameter: Topic Name");
  EXPECT_EQ(world.create("jobs.fifo"), "Invalid parameter: Topic Name");
  EXPECT_EQ(world.create_fifo("jobs.fifo"), Fixture::arn + "jobs.fifo");
  EXPECT_NE(world.create_fifo("ordered").find("must end with .fifo"), std::string::npos);
  EXPECT_NE(world.create("k", {{"KmsMasterKeyId", "alias/k"}}).find("KMS"), std::string::npos);
}

TEST(Topics, OnesThatAreNotThereAreToldAsAwsTells) {
  Fixture world;
  const auto told = [&](const std::string& arn) {
    return refusal_of(get_topic_attributes(*world.sns, {arn}));
  };
  EXPECT_EQ(told(Fixture::arn + "none"), "NotFound: Topic does not exist");
  EXPECT_EQ(told("none"),
            "InvalidParameter: Invalid parameter: TopicArn Reason: An ARN must have at least 6 "
            "elements, not 1");
  EXPECT_EQ(told("arn:aws:sns:eu-west-1:123456789012:none"),
            "InvalidParameter: Invalid parameter: TopicArn");
  EXPECT_EQ(told(Fixture::arn + "none:id"), "InvalidParameter: Invalid parameter: Topic Name");
  EXPECT_EQ(refusal_of(delete_topic(*world.sns, {Fixture::arn + "none"})), "");
}

TEST(Topics, ShowWhatIsInForce) {
  Fixture world;
  world.create_fifo("t.fifo", {{"DisplayName", "Jobs"}});
  world.subscribe_queue("t.fifo", "q.fifo");
  const auto shown = [&](const std::string& name) {
    const auto got = get_topic_attributes(*world.sns, {Fixture::arn + "t.fifo"});
    const auto found = got->attributes.find(name);
    return found == got->attributes.end() ? "(none)" : found->second;
  };
  EXPECT_EQ(shown("FifoTopic"), "true");
  EXPECT_EQ(shown("ContentBasedDeduplication"), "false");
  EXPECT_EQ(shown("DisplayName"), "Jobs");
  EXPECT_EQ(shown("SubscriptionsConfirmed"), "1");
  EXPECT_NE(shown("Policy").find(R"("Resource":")" + Fixture::arn + "t.fifo"), std::string::npos);
  const auto set = [&](const std::string& name, const std::string& value) {
    return refusal_of(set_topic_attributes(*world.sns, {Fixture::arn + "t.fifo", name, value}));
  };
  EXPECT_EQ(set("ContentBasedDeduplication", "true"), "");
  EXPECT_EQ(set("Nonsense", "x"), "InvalidParameter: Invalid parameter: AttributeName");
  world.restart();
  EXPECT_EQ(shown("ContentBasedDeduplication"), "true");
}

TEST(Topics, AreListedByPages) {
  Fixture world;
  for (int topic = 0; topic < 250; ++topic) world.create("t" + std::to_string(topic));
  std::set<std::string> seen;
  std::optional<std::string> next;
  int pages = 0;
  do {
    const auto page = list_topics(*world.sns, {next});
    for (const auto& each : page->topics) seen.insert(*each.topic_arn);
    next = page->next_token;
    ++pages;
  } while (next);
  EXPECT_EQ(pages, 3);
  EXPECT_EQ(seen.size(), 250U);
  EXPECT_FALSE(list_topics(*world.sns, {"x"}));
}

TEST(Topics, HaveTags) {
  Fixture world;
  const std::string arn = world.create("t");
  ASSERT_TRUE(tag_resource(*world.sns, {arn, {{"a", "1"}, {"b", "2"}}}));
  ASSERT_TRUE(untag_resource(*world.sns, {arn, {"a"}}));
  const auto tags = list_tags_for_resource(*world.sns, {arn})->tags;
  ASSERT_EQ(tags.size(), 1U);
  EXPECT_EQ(tags[0].value, "2");
  EXPECT_EQ(refusal_of(tag_resource(*world.sns, {arn, {{"a", "1"}, {"a", "2"}}})),
            "InvalidParameter: Invalid parameter: Duplicated keys are not allowed.");
  EXPECT_EQ(refusal_of(tag_resource(*world.sns, {arn + "x", {}})),
            "ResourceNotFound: Resource does not exist");
}

TEST(Subscriptions, AreMadeOnceForEachQueue) {
  Fixture world;
  world.create("t");
  const std::string made = world.subscribe_queue("t", "q", {{"RawMessageDelivery", "true"}});
  EXPECT_TRUE(made.starts_with(Fixture::arn + "t:"));
  EXPECT_EQ(world.subscribe_queue("t", "q"), made);
  EXPECT_EQ(world.subscribe_queue("t", "q", {{"RawMessageDelivery", "false"}}),
            "Invalid parameter: Attributes Reason: Subscription already exists with different "
            "attributes");
  EXPECT_EQ(world.attribute(made, "Endpoint"), Fixture::queue_arn + "q");
  EXPECT_EQ(world.attribute(made, "PendingConfirmation"), "false");
  EXPECT_EQ(world.attribute(made, "SubscriptionPrincipal"), "arn:aws:iam::123456789012:root");
  EXPECT_NE(world.subscribe_queue("t", "other"), made);
  EXPECT_EQ(list_subscriptions_by_topic(*world.sns, {Fixture::arn + "t", {}})->subscriptions.size(),
            2U);
  ASSERT_TRUE(unsubscribe(*world.sns, {made}));
  ASSERT_TRUE(unsubscribe(*world.sns, {made}));
  EXPECT_EQ(world.attribute(made, "Endpoint"), "Subscription does not exist");
  ASSERT_TRUE(delete_topic(*world.sns, {Fixture::arn + "t"}));
  EXPECT_TRUE(list_subscriptions(*world.sns, {})->subscriptions.empty());
}

TEST(Subscriptions, AreOfQueuesOnly) {
  Fixture world;
  world.create("t");
  const auto told = [&](const std::string& protocol, const std::string& endpoint) {
    return refusal_of(subscribe(
        *world.sns, {.topic_arn = Fixture::arn + "t", .protocol = protocol, .endpoint = endpoint},
        {}));
  };
  EXPECT_EQ(told("email", "a@b.c"),
            "InvalidParameter: Invalid parameter: spotdrill's SNS has no subscriptions by the "
            "protocol email.");
  EXPECT_EQ(told("pigeon", "x"),
            "InvalidParameter: Invalid parameter: Amazon SNS does not support this protocol "
            "string: pigeon");
  EXPECT_EQ(told("sqs", "https://sqs.us-east-1.amazonaws.com/123456789012/q"),
            "InvalidParameter: Invalid parameter: SQS endpoint ARN");
  EXPECT_EQ(told("sqs", Fixture::queue_arn + "q.fifo"),
            "InvalidParameter: Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS "
            "Queues can not be subscribed to standard SNS topics");
}

TEST(Subscriptions, AttributesAreChecked) {
  Fixture world;
  world.create("t");
  const std::string made = world.subscribe_queue("t", "q");
  EXPECT_EQ(world.set(made, "RawMessageDelivery", "test-ValUe"),
            "Invalid parameter: RawMessageDelivery: Invalid value [test-ValUe]. Must be true or "
            "false.");
  EXPECT_EQ(world.subscribe_queue("t", "r", {{"RawMessageDelivery", "wrongvalue"}}),
            "Invalid parameter: Attributes Reason: RawMessageDelivery: Invalid value [wrongvalue]. "
            "Must be true or false.");
  EXPECT_EQ(world.set(made, "FilterPolicyScope", "RandomValue"),
            "Invalid parameter: FilterPolicyScope: Invalid value [RandomValue]. Please use either "
            "MessageBody or MessageAttributes");
  EXPECT_EQ(world.set(made, "RedrivePolicy", R"({"deadLetterTargetArn":"x"})"),
            "Invalid parameter: RedrivePolicy: deadLetterTargetArn is an invalid arn");
  EXPECT_EQ(world.set(made, "FakeAttribute", "x"), "Invalid parameter: AttributeName");
  // A scope shows only beside a policy.
  EXPECT_EQ(world.set(made, "FilterPolicyScope", "MessageBody"), "");
  EXPECT_EQ(world.attribute(made, "FilterPolicyScope"), "(none)");
  EXPECT_EQ(world.set(made, "FilterPolicy", R"({"a":{"b":["c"]}})"), "");
  EXPECT_EQ(world.attribute(made, "FilterPolicyScope"), "MessageBody");
  EXPECT_EQ(world.set(made, "FilterPolicyScope", "MessageAttributes"),
            "Invalid parameter: Filter policy scope MessageAttributes does not support nested "
            "filter policy");
  EXPECT_EQ(world.set(made, "FilterPolicy", "{}"), "");
  EXPECT_EQ(world.attribute(made, "FilterPolicy"), "(none)");
}

}  // namespace
}  // namespace spotdrill::sns
