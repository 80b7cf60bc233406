#include <gmock/gmock.h>

#include "base/base64.hpp"
#include "services/ec2/operations/describe_world.hpp"

namespace spotdrill::ec2 {
namespace {

TEST(GetConsoleOutput, IsTheNewestInBase64) {
  DescribeWorld world;
  const std::string id = world.run_instance();
  EXPECT_FALSE(get_console_output(world.ec2(), {.instance_id = id})->output.has_value());
  world.host().print(id, "1.000000% complete\n");
  const auto output = get_console_output(world.ec2(), {.instance_id = id});
  EXPECT_EQ(base64_decode(*output->output), "1.000000% complete\n");
  EXPECT_EQ(get_console_output(world.ec2(), {.instance_id = "i-0123456789abcdef0"}).error().code,
            "InvalidInstanceID.NotFound");
}

TEST(GetConsoleOutput, TerminatedInstanceStillHasItsLastWords) {
  DescribeWorld world;
  const std::string id = world.run_instance();
  world.host().print(id, "bye\n");
  world.ec2().begin_shutdown(id, StateReason::UserInitiatedShutdown);
  world.settle();
  const auto output = get_console_output(world.ec2(), {.instance_id = id});
  EXPECT_EQ(base64_decode(*output->output), "bye\n");
  EXPECT_EQ(output->timestamp->time_since_epoch() % 1s, Duration{0});
}

TEST(GetConsoleOutput, MalformedIdsAndDryRunsAreRefused) {
  DescribeWorld world;
  EXPECT_EQ(get_console_output(world.ec2(), {.instance_id = "console"}).error().code,
            "InvalidInstanceID.Malformed");
  EXPECT_EQ(dry_run(world, "GetConsoleOutput", api::ec2::GetConsoleOutputRequest{}),
            "DryRunOperation");
}

}  // namespace
}  // namespace spotdrill::ec2
