#include "services/secretsmanager/versions.hpp"

#include <chrono>

#include "services/secretsmanager/fixture.hpp"

namespace spotdrill::secretsmanager {
namespace {

TEST(SecretVersions, CurrentsOldVersionBecomesPrevious) {
  Fixture world;
  world.create("s", "one");
  EXPECT_EQ(world.stages("s"), "1:AWSCURRENT");
  EXPECT_EQ(world.put("s", "2", "two"), "");
  EXPECT_EQ(world.stages("s"), "1:AWSPREVIOUS 2:AWSCURRENT");
  EXPECT_EQ(world.put("s", "3", "three"), "");
  EXPECT_EQ(world.stages("s"), "2:AWSPREVIOUS 3:AWSCURRENT");
  EXPECT_EQ(world.value("s"), "three");
  EXPECT_EQ(world.value("s", {}, "AWSPREVIOUS"), "two");
  // Deprecated, and still there.
  EXPECT_EQ(world.value("s", "1"), "one");
  EXPECT_EQ(world.value("s", "3", "AWSPREVIOUS"),
            "InvalidRequestException: You provided a VersionStage that is not associated to the "
            "provided VersionId.");
  EXPECT_EQ(world.value("s", "4"),
            "ResourceNotFoundException: Secrets Manager can't find the specified secret value for "
            "VersionId: 4");
  EXPECT_EQ(world.value("s", {}, "none"),
            "ResourceNotFoundException: Secrets Manager can't find the specified secret value for "
            "staging label: none");
}

TEST(SecretVersions, ATokenIsGoodForOneValueOnly) {
  Fixture world;
  const std::string arn = world.create("s", "one");
  EXPECT_EQ(world.put("s", "1", "one"), "");
  EXPECT_EQ(world.stages("s"), "1:AWSCURRENT");
  EXPECT_EQ(world.put("s", "1", "two"),
            "ResourceExistsException: You can't use ClientRequestToken 1 because that value is "
            "already in use for a version of secret " +
                arn + ".");
}

// As recorded of AWS: a pending version becomes current, and loses "pending" only with "current".
TEST(SecretVersions, StagesMoveAsInARotation) {
  Fixture world;
  world.create("s", "one");
  EXPECT_EQ(world.put("s", "2", "two", {"AWSPENDING"}), "");
  EXPECT_EQ(world.value("s"), "one");
  EXPECT_EQ(world.move("s", "AWSCURRENT", {}, "2"),
            "The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is "
            "currently attached to version 1, so you must explicitly reference that version in "
            "RemoveFromVersionId.");
  EXPECT_EQ(world.move("s", "AWSCURRENT", "1", "2"), "");
  EXPECT_EQ(world.stages("s"), "1:AWSPREVIOUS 2:AWSCURRENT,AWSPENDING");
  EXPECT_EQ(world.put("s", "3", "three"), "");
  EXPECT_EQ(world.stages("s"), "2:AWSPREVIOUS 3:AWSCURRENT");
  EXPECT_NE(world.move("s", "AWSCURRENT", "3", {}), "");
  EXPECT_NE(world.move("s", "AWSCURRENT", "2", "3"), "");
}

TEST(SecretVersions, OtherLabelsMoveByThemselves) {
  Fixture world;
  world.create("s", "one");
  EXPECT_EQ(world.put("s", "2", "two", {"two", "one", "three"}), "");
  EXPECT_EQ(world.put("s", "3", "three", {"one", "two", "four"}), "");
  EXPECT_EQ(world.stages("s"), "1:AWSCURRENT 2:three 3:four,one,two");
  EXPECT_EQ(world.move("s", "three", "2", {}), "");
  EXPECT_EQ(world.move("s", "four", "3", "1"), "");
  EXPECT_EQ(world.stages("s"), "1:AWSCURRENT,four 3:one,two");
}

TEST(SecretVersions, TheFirstValueOfASecretIsCurrent) {
  Fixture world;
  const auto made = create_secret(*world.secrets, {.name = "s"});
  EXPECT_FALSE(made->version_id);
  EXPECT_EQ(world.value("s"),
            "ResourceNotFoundException: Secrets Manager can't find the specified secret value for "
            "staging label: AWSCURRENT");
  EXPECT_EQ(world.put("s", "1", "one", {"mine"}), "");
  EXPECT_EQ(world.stages("s"), "1:AWSCURRENT,mine");
}

TEST(SecretVersions, UpdateMakesAVersionOnlyOfAValue) {
  Fixture world;
  world.create("s", "one");
  const auto described = update_secret(
      *world.secrets, {.secret_id = "s", .client_request_token = "2", .description = "of a job"});
  EXPECT_FALSE(described->version_id);
  const auto changed = update_secret(
      *world.secrets, {.secret_id = "s", .client_request_token = "2", .secret_string = "two"});
  EXPECT_EQ(changed->version_id, "2");
  EXPECT_EQ(world.stages("s"), "1:AWSPREVIOUS 2:AWSCURRENT");
  EXPECT_EQ(describe_secret(*world.secrets, {.secret_id = "s"})->description, "of a job");
}

// Goal: what is binary comes back whole, and everything outlives the server.
TEST(SecretVersions, OutliveARestart) {
  Fixture world;
  const std::string bytes{"\0\xff", 2};
  ASSERT_TRUE(create_secret(*world.secrets,
                            {.name = "s", .client_request_token = "1", .secret_binary = bytes}));
  world.put("s", "2", "two");
  world.restart();
  EXPECT_EQ(get_secret_value(*world.secrets, {.secret_id = "s", .version_id = "1"})->secret_binary,
            bytes);
  EXPECT_EQ(world.stages("s"), "1:AWSPREVIOUS 2:AWSCURRENT");
}

// "Secrets Manager does not remove versions created less than 24 hours ago."
TEST(SecretVersions, OldOnesWithoutLabelsMakeRoom) {
  Fixture world;
  world.create("s", "first");
  for (int version = 2; version <= 100; ++version) {
    ASSERT_EQ(world.put("s", std::to_string(version), "x"), "");
  }
  EXPECT_TRUE(world.put("s", "101", "x").starts_with("LimitExceededException"));
  world.time.run_for(std::chrono::hours{24});
  EXPECT_EQ(world.put("s", "101", "x"), "");
  EXPECT_TRUE(world.value("s", "1").starts_with("ResourceNotFoundException"));
  EXPECT_EQ(world.value("s", "2"), "x");
}

}  // namespace
}  // namespace spotdrill::secretsmanager
