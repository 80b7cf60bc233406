#include <gmock/gmock.h>

#include <algorithm>

#include "services/ec2/ec2.hpp"
#include "services/world.hpp"

namespace spotdrill::ec2 {
namespace {

using test::World;

TEST(Workload, UserDataThatEndsLeavesTheInstanceRunning) {
  World world;
  const std::string id = world.run_instance();
  world.host().end_user_data(id, {.signalled = false, .value = 3});
  EXPECT_EQ(world.instance(id).user_data_exit, 3);
  EXPECT_EQ(world.instance(id).state, InstanceState::Running);
  EXPECT_THAT(world.journal_of(id), testing::HasSubstr("user-data-ended 3"));
}

TEST(Workload, WhoWasAliveAtTheShutdownIsInTheJournal) {
  World world;
  const std::string id = world.run_instance();
  const std::vector<OpenFile> files{{.path = "/mnt/efs/a.pt",
                                     .pid = 7,
                                     .process = "bash",
                                     .size = 5,
                                     .position = 3,
                                     .append = true}};
  constexpr const char* as_text =
      R"([{"path":"/mnt/efs/a.pt","size":5,"position":3,"append":true,"pid":7,"name":"bash"}])";
  world.ec2().shutting_down(id, {{.pid = 7, .parent = 1, .name = "bash", .caught = {2, 15}}},
                            files);
  const auto newest = [&]() -> const Fact& { return world.journal().facts().back(); };
  EXPECT_EQ(to_text(newest().details.at("processes")),
            R"([{"pid":7,"parent":1,"name":"bash","caught":[2,15]}])");
  EXPECT_EQ(to_text(newest().details.at("open_files")), as_text);
  world.ec2().killed_after_grace(id, files);
  EXPECT_EQ(newest().kind, "processes-killed");
  EXPECT_EQ(to_text(newest().details.at("open_files")), as_text);
  world.ec2().shutting_down("i-unknown", {}, {});
  EXPECT_EQ(newest().kind, "processes-killed");
}

// Goal: PID 1 tells each daemon that takes its instance up; the journal has it once for a boot.
TEST(Workload, EndOfEverythingIsTheJournalsOnce) {
  World world;
  const std::string id = world.run_instance();
  const WorkloadEnd end{.last = {.signalled = false, .value = 75}, .name = "python3"};
  world.ec2().processes_gone(id, end);
  const std::size_t facts = world.journal().facts().size();
  const Fact& fact = world.journal().facts().back();
  EXPECT_EQ(fact.kind, "processes-gone");
  EXPECT_EQ(to_text(fact.details), R"({"instance-id":")" + id + R"(","name":"python3","code":75})");
  world.ec2().processes_gone(id, end);
  world.ec2().processes_gone("i-unknown", end);
  EXPECT_EQ(world.journal().facts().size(), facts);
}

TEST(Workload, EndThatIsToldLateOrInAShutdownSaysSo) {
  World world;
  const std::string id = world.run_instance();
  world.ec2().processes_gone(id, {.last = {.signalled = true, .value = 15},
                                  .name = "bash",
                                  .ago = 90s,
                                  .during_shutdown = true});
  EXPECT_EQ(to_text(world.journal().facts().back().details),
            R"({"instance-id":")" + id +
                R"(","name":"bash","signal":15,"during_shutdown":true,"seconds_ago":9E1})");
}

// Goal: a loop that asks in vain a thousand times is one fact, also over a restart.
TEST(Workload, WhatIsNotHereIsToldOnce) {
  World world;
  const std::string id = world.run_instance();
  const auto told = [&] {
    return std::ranges::count(world.journal().facts(), "unavailable", &Fact::kind);
  };
  const Unavailable s3{.kind = "service", .what = "s3", .detail = "It called PutObject of s3."};
  world.ec2().unavailable(id, s3);
  EXPECT_EQ(to_text(world.journal().facts().back().details),
            R"({"instance-id":")" + id +
                R"(","kind":"service","what":"s3","detail":"It called PutObject of s3."})");
  world.ec2().unavailable(id, s3);
  world.ec2().unavailable("i-unknown", s3);
  world.restart();
  world.ec2().unavailable(id, s3);
  EXPECT_EQ(told(), 1);
  world.ec2().unavailable(id, {.kind = "name", .what = "s3", .detail = ""});
  EXPECT_EQ(told(), 2);
  for (std::size_t count = 0; count < 2 * unavailable_things_max; ++count) {
    world.ec2().unavailable(id, {.kind = "name", .what = std::to_string(count), .detail = ""});
  }
  EXPECT_EQ(static_cast<std::size_t>(told()), unavailable_things_max);
}

}  // namespace
}  // namespace spotdrill::ec2
