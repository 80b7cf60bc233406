// What is known of an instance's processes: when the last of them ended, and what was open.
#include <csignal>

#include "host/host_world.hpp"

namespace spotdrill::testing {
namespace {

class Workload : public ::testing::TestWithParam<HostMode> {
 protected:
  void SetUp() override {
    if (!world.open()) GTEST_SKIP() << world.missing;
  }
  [[nodiscard]] bool plain() const { return GetParam() == HostMode::Plain; }
  /// The shared directory, as the instance sees it.
  [[nodiscard]] std::string shared() const {
    return plain() ? (world.options.data_dir / "efs").string() : std::string{"/mnt/efs"};
  }

  HostWorld world{GetParam()};
};

// Goal: a worker that user data leaves behind counts, and how it ended is told.
// Method: it waits for a file, so that nothing depends on how fast anything is.
TEST_P(Workload, IsOverWhenTheLastOrphanEnds) {
  const std::string go = shared() + "/go";
  world.launch("i-orphan", "#!/bin/bash\n(setsid nohup sh -c 'until [ -e " + go +
                               " ]; do sleep 0.02; done; exit 75' >/dev/null 2>&1 &)\nexit 3\n");
  ASSERT_TRUE(world.run_until([&] { return world.user_data_ends.contains("i-orphan"); }))
      << world.failed["i-orphan"];
  world.run_until([] { return false; }, std::chrono::milliseconds{100});
  EXPECT_TRUE(world.gone.empty());
  std::ofstream{world.options.data_dir / "efs" / "go"} << "now";
  ASSERT_TRUE(world.run_until([&] { return world.gone.contains("i-orphan"); }));
  const WorkloadEnd& end = world.gone["i-orphan"];
  EXPECT_FALSE(end.last.signalled);
  EXPECT_EQ(end.last.value, 75);
  EXPECT_EQ(end.name, "sh");
  EXPECT_FALSE(end.during_shutdown);
  EXPECT_TRUE(world.ended.empty());
}

TEST_P(Workload, IsOverWithUserDataThatLeavesNothing) {
  world.launch("i-alone", "#!/bin/bash\nkill -KILL $$\n");
  ASSERT_TRUE(world.run_until([&] { return world.gone.contains("i-alone"); }));
  EXPECT_TRUE(world.user_data_ends.contains("i-alone"));
  EXPECT_TRUE(world.gone["i-alone"].last.signalled);
  EXPECT_EQ(world.gone["i-alone"].last.value, SIGKILL);
}

TEST_P(Workload, ThatAShutdownEndsDidNotEndByItself) {
  world.launch("i-shut", "#!/bin/bash\necho up\nsleep 1000\n");
  ASSERT_TRUE(world.wait_for_output("i-shut", "up"));
  world.host->shut_down("i-shut", 10s);
  ASSERT_TRUE(world.wait_for_end("i-shut"));
  EXPECT_TRUE(world.gone["i-shut"].during_shutdown);
  EXPECT_EQ(world.gone_told["i-shut"], 1);
}

TEST_P(Workload, ThatEndedWithoutADaemonIsToldToTheNext) {
  const std::string go = shared() + "/go";
  world.launch("i-unseen",
               "#!/bin/bash\necho up\nuntil [ -e " + go + " ]; do sleep 0.02; done\nexit 4\n");
  ASSERT_TRUE(world.wait_for_output("i-unseen", "up"));
  world.host.reset();
  std::ofstream{world.options.data_dir / "efs" / "go"} << "now";
  world.run_until([] { return false; }, std::chrono::milliseconds{300});
  ASSERT_TRUE(world.open());
  EXPECT_TRUE(world.host->take_up(HostWorld::boot_of("i-unseen", "")));
  ASSERT_TRUE(world.run_until([&] { return world.gone.contains("i-unseen"); }));
  EXPECT_EQ(world.gone["i-unseen"].last.value, 4);
  EXPECT_FALSE(world.gone["i-unseen"].during_shutdown);
}

// Goal: what is open for writing on a shared directory is known, and nothing else is.
TEST_P(Workload, OpenFilesAreToldAtTheShutdownAndAtTheKill) {
  world.launch("i-open", "#!/bin/bash\ncd " + shared() + R"(
trap '' TERM
exec 5>half.pt 6>>grown.log 7>"/var/tmp/spotdrill-$$" 8</etc/passwd 9>removed
printf 12345 >&5; printf abc >&6; rm removed "/var/tmp/spotdrill-$$"
echo up
while true; do sleep 1; done
)");
  ASSERT_TRUE(world.wait_for_output("i-open", "up")) << world.failed["i-open"];
  world.host->shut_down("i-open", 300ms);
  ASSERT_TRUE(world.wait_for_end("i-open"));
  for (const auto& files : {world.files["i-open"], world.files_at_kill["i-open"]}) {
    ASSERT_EQ(files.size(), 2U);
    EXPECT_EQ(files[0].path, shared() + "/half.pt");
    EXPECT_EQ(files[0].size, 5);
    EXPECT_EQ(files[0].position, 5);
    EXPECT_FALSE(files[0].append);
    EXPECT_EQ(files[0].process, "bash");
    EXPECT_EQ(files[0].pid, world.processes["i-open"][0].pid);
    EXPECT_EQ(files[1].path, shared() + "/grown.log");
    EXPECT_TRUE(files[1].append);
  }
}

// Goal: a job that gives up being root is looked at as well.
TEST_P(Workload, OpenFilesOfAnotherUserAreToldToo) {
  if (GetParam() != HostMode::Root) GTEST_SKIP() << "there may be no other user";
  world.launch("i-user",
               "#!/bin/bash\nchmod 777 /mnt/efs\nexec setpriv --reuid=65534 --clear-groups "
               "bash -c 'exec 5>/mnt/efs/theirs; echo up; sleep 1000'\n");
  ASSERT_TRUE(world.wait_for_output("i-user", "up")) << world.failed["i-user"];
  world.host->shut_down("i-user", 10s);
  ASSERT_TRUE(world.wait_for_end("i-user"));
  ASSERT_EQ(world.files["i-user"].size(), 1U);
  EXPECT_EQ(world.files["i-user"][0].path, "/mnt/efs/theirs");
}

INSTANTIATE_TEST_SUITE_P(Modes, Workload,
                         ::testing::Values(HostMode::Root, HostMode::Userns, HostMode::Plain),
                         name_of);

}  // namespace
}  // namespace spotdrill::testing
