#include "services/lambda/fixture.hpp"

namespace spotdrill::lambda {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

// Goal: the second event goes to the sandbox of the first, and logs are told as Lambda tells them.
TEST(LambdaEnvironments, ASandboxStaysWarm) {
  LambdaFixture world;
  EXPECT_EQ(world.create("f"), "");
  world.invoke("f", "[1]");
  ASSERT_EQ(world.host.launched.size(), 1U);
  EXPECT_EQ(world.host.launched[0].environment.at("_HANDLER"), "f.g");
  EXPECT_EQ(world.next(), "request-1 [1]");
  world.host.written = "hello\n";
  world.answer("request-1", "response", "7");
  ASSERT_EQ(world.replies.size(), 1U);
  EXPECT_EQ(world.replies[0], "200 7");
  EXPECT_EQ(world.log.at(0), "START RequestId: request-1 Version: $LATEST\n");
  EXPECT_EQ(world.log.at(1), "hello\n");
  EXPECT_EQ(world.log.at(2), "END RequestId: request-1\n");
  EXPECT_EQ(world.next(), "");
  world.invoke("f", "[2]");
  EXPECT_EQ(world.got, "request-2 [2]");
  EXPECT_EQ(world.host.launched.size(), 1U);
}

// Goal: a function that does not answer is over when its timeout is, in drill time, and its
// sandbox.
TEST(LambdaEnvironments, TimesOutInDrillTime) {
  LambdaFixture world;
  world.create("f", 30);
  world.invoke("f");
  world.next();
  world.time.run_for(seconds{29});
  EXPECT_TRUE(world.replies.empty());
  world.time.run_for(seconds{1});
  ASSERT_EQ(world.replies.size(), 1U);
  EXPECT_EQ(world.replies[0],
            "200 Unhandled {\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: "
            "request-1 Error: Task timed out after 30.00 seconds\"}");
  EXPECT_EQ(world.host.killed, std::vector{world.host.launched[0].id});
}

TEST(LambdaEnvironments, AnExitIsTheFunctionsFailure) {
  LambdaFixture world;
  world.create("f");
  world.invoke("f");
  world.next();
  world.lambda->environments().exited(world.host.launched[0].id, {.signalled = false, .value = 3});
  EXPECT_EQ(world.replies.at(0),
            "200 Unhandled {\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: "
            "request-1 Error: Runtime exited with error: exit status 3\"}");
}

TEST(LambdaEnvironments, ReservedConcurrencyThrottles) {
  LambdaFixture world;
  world.create("f");
  ASSERT_TRUE(put_function_concurrency(*world.lambda, {"f", 1}).has_value());
  world.invoke("f");
  world.invoke("f");
  EXPECT_EQ(world.replies.at(0), "TooManyRequestsException: Rate Exceeded.");
}

// Goal: new code is run by new sandboxes, and what a sandbox works on is finished by it.
TEST(LambdaEnvironments, NewCodeIsRunByNewSandboxes) {
  LambdaFixture world;
  world.create("f");
  world.invoke("f");
  world.next();
  api::lambda::UpdateFunctionCodeRequest update;
  update.function_name = "f";
  update.zip_file = "another zip";
  ASSERT_TRUE(update_function_code(*world.lambda, update).has_value());
  EXPECT_TRUE(world.host.killed.empty());
  world.answer("request-1", "response", "1");
  EXPECT_EQ(world.replies.at(0), "200 1");
  EXPECT_EQ(world.host.killed.size(), 1U);
  world.invoke("f");
  EXPECT_EQ(world.host.launched.size(), 2U);
}

// Goal: an event that fails is tried again after one and two minutes, then told to the destination;
// a restart in between loses nothing.
TEST(LambdaEvents, AreTriedThreeTimesAndSentOn) {
  LambdaFixture world;
  world.create("f");
  api::lambda::PutFunctionEventInvokeConfigRequest config;
  config.function_name = "f";
  config.destination_config.emplace().on_failure.emplace().destination =
      "arn:aws:sqs:us-east-1:123456789012:q";
  ASSERT_TRUE(put_function_event_invoke_config(*world.lambda, config).has_value());
  world.invoke("f", "[1]", "Event");
  EXPECT_EQ(world.replies.at(0), "202 ");
  const auto fail = [&] {
    EXPECT_EQ(world.next(), "request-1 [1]");
    world.answer("request-1", "error", R"({"errorType":"E"})");
  };
  world.time.settle();
  fail();
  world.restart();
  world.time.run_for(minutes{1});
  ASSERT_EQ(world.host.launched.size(), 2U);
  fail();
  world.next();
  world.time.run_for(seconds{119});
  EXPECT_TRUE(world.sent.empty());
  world.time.run_for(seconds{1});
  EXPECT_EQ(world.got, "request-1 [1]");
  world.answer("request-1", "error", R"({"errorType":"E"})");
  ASSERT_EQ(world.sent.size(), 1U);
  EXPECT_NE(world.sent[0].find(R"("condition":"RetriesExhausted","approximateInvokeCount":3)"),
            std::string::npos)
      << world.sent[0];
}

}  // namespace
}  // namespace spotdrill::lambda
