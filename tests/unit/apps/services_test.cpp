#include "apps/services.hpp"

#include <gtest/gtest.h>

#include "apps/world.hpp"
#include "protocol/shape_json.hpp"

namespace spotdrill::apps {
namespace {

// Goal: a drill that is repeated after a reset has the ids that it had before.
TEST(Services, ResetBeginsAgainWithTheSeed) {
  AppWorld world{7};
  const std::string first = world.run_spot_instance();
  const std::string second = world.run_spot_instance();
  for (int round = 0; round < 2; ++round) {
    world.services.reset();
    world.time.settle();
    EXPECT_EQ(world.run_spot_instance(), first);
    EXPECT_EQ(world.run_spot_instance(), second);
  }
}

// Goal: nobody waits for what a reset has forgotten. Method: by the dispatcher, as HTTP does.
TEST(Services, ResetAnswersWhoeverWaits) {
  AppWorld world;
  const auto ask = [&](std::string_view operation, const char* input, std::string& said) {
    const wire::Service* states = world.services.dispatcher().find("states");
    const wire::Operation* called = wire::find_operation(*states, operation);
    auto read = protocol::from_json(called->input(), *parse_json(input));
    ASSERT_TRUE(read.has_value()) << read.error();
    wire::Context context;
    context.region = "us-east-1";
    world.services.dispatcher().call(
        *states, *called, context, *read, [&said](const wire::Outcome& outcome) {
          said = outcome.has_value() ? to_text(protocol::to_json(outcome->shape(), outcome->data()))
                                     : outcome.error().code;
        });
  };
  std::string made;
  ask("CreateStateMachine", R"({"name": "M", "type": "EXPRESS", "definition":
      "{\"StartAt\":\"W\",\"States\":{\"W\":{\"Type\":\"Wait\",\"Seconds\":60,\"End\":true}}}",
      "roleArn": "arn:aws:iam::123456789012:role/sfn"})",
      made);
  ask("CreateActivity", R"({"name": "a"})", made);
  std::string sync;
  std::string polled;
  std::string tested;
  const std::string prefix = "arn:aws:states:us-east-1:123456789012:";
  ask("StartSyncExecution", (R"({"stateMachineArn": ")" + prefix + R"(stateMachine:M"})").c_str(),
      sync);
  ask("GetActivityTask", (R"({"activityArn": ")" + prefix + R"(activity:a"})").c_str(), polled);
  ask("TestState", R"({"definition": "{\"Type\":\"Wait\",\"Seconds\":60,\"End\":true}",
      "roleArn": "arn:aws:iam::123456789012:role/sfn"})",
      tested);
  world.time.settle();
  EXPECT_EQ(sync + polled + tested, "");
  world.services.reset();
  EXPECT_EQ(sync, "StateMachineDoesNotExist");
  EXPECT_EQ(polled, "{}");
  EXPECT_EQ(tested, R"({"error":"States.Timeout","status":"FAILED"})");
}

TEST(Services, ResetWithoutASeedGoesOn) {
  AppWorld world;
  const std::string first = world.run_spot_instance();
  world.services.reset();
  world.time.settle();
  EXPECT_NE(world.run_spot_instance(), first);
}

}  // namespace
}  // namespace spotdrill::apps
