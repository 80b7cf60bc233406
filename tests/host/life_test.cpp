// Real instances, from launch to discard, in every mode that this computer has.
#include <sys/mount.h>

#include <iostream>

#include "host/control_connection.hpp"
#include "host/host_world.hpp"

namespace spotdrill::testing {
namespace {

class Life : public ::testing::TestWithParam<HostMode> {
 protected:
  void SetUp() override {
    if (!world.open()) GTEST_SKIP() << world.missing;
  }
  [[nodiscard]] bool plain() const { return GetParam() == HostMode::Plain; }

  HostWorld world{GetParam()};
};

// Goal: user data runs as on EC2 and its output is the console.
// Method: a script that says what it sees.
TEST_P(Life, UserDataRunsAndItsEndDoesNotEndTheInstance) {
  world.launch("i-boot", "#!/bin/bash\necho hello from $$; hostname; pwd; id -un; exit 3\n");
  ASSERT_TRUE(world.run_until([&] { return world.user_data_ends.contains("i-boot"); }))
      << world.failed["i-boot"];
  EXPECT_EQ(world.booted["i-boot"], 1);
  EXPECT_FALSE(world.user_data_ends["i-boot"].signalled);
  EXPECT_EQ(world.user_data_ends["i-boot"].value, 3);
  EXPECT_TRUE(world.wait_for_output("i-boot", "part-001 [3]")) << world.output["i-boot"];
  EXPECT_NE(world.output["i-boot"].find("hello from"), std::string::npos);
  if (!plain()) {
    EXPECT_NE(world.output["i-boot"].find("ip-172-31-0-10.ec2.internal\n/\nroot\n"),
              std::string::npos)
        << world.output["i-boot"];
  }
  EXPECT_TRUE(world.ended.empty());
  world.host->shut_down("i-boot", 5s);
  EXPECT_TRUE(world.wait_for_end("i-boot"));
  EXPECT_NE(world.host->console("i-boot", 1 << 16).find("hello from"), std::string::npos);
}

// Goal: a shutdown reaches the whole tree with SIGTERM, and leaves nothing alive.
// Method: a job that traps it, one that ignores it, a daemon with a session of its own, a stopped
// one.
TEST_P(Life, ShutdownReachesEverythingAndLeavesNothingAlive) {
  const std::string mark = "4242." + std::to_string(::getpid());
  world.launch("i-tree", R"(#!/bin/bash
mark=)" + mark + R"(
sleep $mark &
setsid nohup bash -c 'trap "" TERM HUP; touch armed; while true; do sleep $0; done' $mark \
  >/dev/null 2>&1 &
(setsid bash -c 'exec sleep $0' $mark &) &
bash -c 'kill -STOP $$; exec sleep $0' $mark &
until [ -e armed ] && grep -q ') T ' /proc/$!/stat; do sleep 0.01; done
trap 'echo got SIGTERM; exit 0' TERM
echo started
while true; do sleep 0.05; done
)");
  // It is said when every process is as it should be, so that SIGTERM finds none before its trap.
  ASSERT_TRUE(world.wait_for_output("i-tree", "started")) << world.failed["i-tree"];
  ASSERT_TRUE(world.run_until([&] { return count_processes(mark) >= 4; }));
  const auto begin = std::chrono::steady_clock::now();
  world.host->shut_down("i-tree", 1s);
  ASSERT_TRUE(world.wait_for_output("i-tree", "got SIGTERM"));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 300ms);
  ASSERT_TRUE(world.wait_for_end("i-tree"));
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 1s);
  EXPECT_EQ(count_processes(mark), 0);
  EXPECT_NE(world.output["i-tree"].find("sent SIGKILL"), std::string::npos);
}

TEST_P(Life, KillEndsEverythingAtOnce) {
  const std::string mark = "5353." + std::to_string(::getpid());
  world.launch("i-kill", "#!/bin/sh\ntrap '' TERM\n(setsid sleep " + mark +
                             " &)\necho up\nwhile true; do sleep 1; done\n");
  ASSERT_TRUE(world.wait_for_output("i-kill", "up")) << world.failed["i-kill"];
  const auto begin = std::chrono::steady_clock::now();
  world.host->kill("i-kill");
  ASSERT_TRUE(world.wait_for_end("i-kill"));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 1s);
  EXPECT_EQ(count_processes(mark), 0);
}

// Goal: who has a handler for what, and who started whom, is known of the moment before SIGTERM.
TEST_P(Life, ShutdownTellsWhatWasAlive) {
  world.launch("i-seen", R"(#!/bin/bash
trap 'exit 3' TERM
sleep 1000 &
until grep -q sleep /proc/$!/comm; do :; done
echo up
wait
)");
  ASSERT_TRUE(world.wait_for_output("i-seen", "up")) << world.failed["i-seen"];
  world.host->shut_down("i-seen", 10s);
  ASSERT_TRUE(world.wait_for_end("i-seen"));
  const std::vector<ProcessState>& seen = world.processes["i-seen"];
  ASSERT_EQ(seen.size(), 2U);
  const auto catches_sigterm = [](const ProcessState& process) {
    return std::count(process.caught.begin(), process.caught.end(), SIGTERM) != 0;
  };
  EXPECT_TRUE(catches_sigterm(seen[0]));
  EXPECT_EQ(seen[1].name, "sleep");
  EXPECT_EQ(seen[1].parent, seen[0].pid);
  EXPECT_FALSE(catches_sigterm(seen[1]));
  EXPECT_EQ(world.killed["i-seen"], 0);
}

/// A job that ignores SIGTERM, with a daemon that does too.
std::string stubborn_job(const std::string& mark) {
  return "#!/bin/bash\ntrap '' TERM HUP\nsetsid nohup bash -c 'trap \"\" TERM HUP; touch armed; "
         "while true; do sleep $0; done' " +
         mark +
         " >/dev/null 2>&1 &\nuntil [ -e armed ]; do sleep 0.01; done\necho up\n"
         "while true; do sleep 1; done\n";
}

// Goal: whoever says a shorter time later is heard, in every mode.
TEST_P(Life, LaterShutdownMayShortenTheGraceAndNotLengthenIt) {
  const std::string mark = "6161." + std::to_string(::getpid());
  world.launch("i-hurry", stubborn_job(mark));
  ASSERT_TRUE(world.wait_for_output("i-hurry", "up")) << world.failed["i-hurry"];
  const auto begin = std::chrono::steady_clock::now();
  world.host->shut_down("i-hurry", 60s);
  ASSERT_TRUE(world.wait_for_output("i-hurry", "sent SIGTERM"));
  world.host->shut_down("i-hurry", 300ms);
  world.host->shut_down("i-hurry", 60s);
  ASSERT_TRUE(world.wait_for_end("i-hurry"));
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 300ms);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
  EXPECT_EQ(count_processes(mark), 0);
  EXPECT_EQ(world.killed["i-hurry"], 1);
}

TEST_P(Life, KillEndsAnInstanceThatIsBeingShutDown) {
  const std::string mark = "6262." + std::to_string(::getpid());
  world.launch("i-both", stubborn_job(mark));
  ASSERT_TRUE(world.wait_for_output("i-both", "up")) << world.failed["i-both"];
  world.host->shut_down("i-both", 60s);
  ASSERT_TRUE(world.wait_for_output("i-both", "sent SIGTERM"));
  EXPECT_EQ(world.host->living(), std::vector<std::string>{"i-both"});
  const auto begin = std::chrono::steady_clock::now();
  world.host->kill("i-both");
  ASSERT_TRUE(world.wait_for_end("i-both"));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 1s);
  EXPECT_EQ(count_processes(mark), 0);
  EXPECT_TRUE(world.host->living().empty());
}

// Goal: what was to be killed does not live on because its host went.
TEST_P(Life, HostThatGoesLeavesNothingThatItWasToKill) {
  const std::string mark = "6363." + std::to_string(::getpid());
  world.launch("i-left", stubborn_job(mark));
  ASSERT_TRUE(world.wait_for_output("i-left", "up")) << world.failed["i-left"];
  world.host->shut_down("i-left", 60s);
  world.host->kill("i-left");
  world.host.reset();
  EXPECT_TRUE(world.run_until([&] { return count_processes(mark) == 0; }, 3s));
  ASSERT_TRUE(world.open());
  EXPECT_TRUE(world.run_until([&] { return !instance_lives(world.directory("i-left")); }));
  EXPECT_FALSE(world.host->take_up(HostWorld::boot_of("i-left", "")));
  EXPECT_TRUE(
      world.run_until([&] { return count_cgroups(world.options.data_dir, "i-left") == 0; }, 2s));
  world.launched.clear();
}

TEST_P(Life, DiscardLeavesNoFileAndNoMount) {
  const int mounts = count_mounts();
  world.launch("i-gone", "#!/bin/sh\numask 077; mkdir -p deep/er; echo x > deep/er/file\n");
  ASSERT_TRUE(world.run_until([&] { return world.user_data_ends.contains("i-gone"); }));
  world.host->discard("i-gone");  // It lives: nothing happens.
  EXPECT_TRUE(std::filesystem::exists(world.directory("i-gone")));
  world.host->shut_down("i-gone", 1s);
  ASSERT_TRUE(world.wait_for_end("i-gone"));
  EXPECT_FALSE(std::filesystem::exists(world.directory("i-gone") / "control.sock"));
  world.host->discard("i-gone");
  EXPECT_FALSE(std::filesystem::exists(world.directory("i-gone")));
  EXPECT_EQ(count_mounts(), mounts);
}

// Goal: an instance outlives its daemon and is taken up again, as it was.
TEST_P(Life, NextDaemonTakesInstancesUp) {
  world.launch("i-kept", "#!/bin/sh\necho one\nexit 7\n");
  world.launch(
      "i-busy",
      "#!/bin/bash\ntrap 'echo bye; exit' TERM\necho up\nwhile true; do sleep 0.1; done\n");
  ASSERT_TRUE(world.run_until([&] { return world.user_data_ends.contains("i-kept"); }));
  ASSERT_TRUE(world.wait_for_output("i-busy", "up"));
  world.host.reset();
  world.sockets.clear();
  world.user_data_ends.clear();
  world.booted.clear();
  world.output.clear();
  ASSERT_TRUE(world.open());
  EXPECT_TRUE(world.host->take_up(HostWorld::boot_of("i-kept", "")));
  EXPECT_TRUE(world.host->take_up(HostWorld::boot_of("i-busy", "")));
  EXPECT_FALSE(world.host->take_up(HostWorld::boot_of("i-none", "")));
  ASSERT_TRUE(world.run_until([&] { return world.user_data_ends.contains("i-kept"); }));
  EXPECT_EQ(world.user_data_ends["i-kept"].value, 7);
  if (!plain()) {
    EXPECT_TRUE(world.run_until([&] { return world.sockets.contains("i-busy"); }));
    EXPECT_TRUE(world.sockets["i-busy"].imds.valid());
  }
  world.host->shut_down("i-busy", 5s);
  EXPECT_TRUE(world.wait_for_output("i-busy", "bye"));
  EXPECT_TRUE(world.wait_for_end("i-busy"));
  world.host->kill("i-kept");
  EXPECT_TRUE(world.wait_for_end("i-kept"));
  EXPECT_FALSE(world.host->take_up(HostWorld::boot_of("i-kept", "")));
}

// Goal: without a daemon an instance ends by itself.
TEST_P(Life, OrphanShutsItselfDown) {
  world.options.orphan_grace = std::chrono::milliseconds{0};
  ASSERT_TRUE(world.open());
  const std::string mark = "6464." + std::to_string(::getpid());
  world.launch("i-orphan", "#!/bin/sh\necho up\nsleep " + mark + "\n");
  ASSERT_TRUE(world.wait_for_output("i-orphan", "up")) << world.failed["i-orphan"];
  ASSERT_TRUE(world.run_until([&] { return count_processes(mark) >= 1; }));
  world.host.reset();
  EXPECT_TRUE(world.run_until([&] { return count_processes(mark) == 0; }));
  // The next daemon takes away what it left.
  ASSERT_TRUE(world.open());
  EXPECT_TRUE(world.run_until([&] { return !instance_lives(world.directory("i-orphan")); }));
  EXPECT_FALSE(world.host->take_up(HostWorld::boot_of("i-orphan", "")));
  world.launched.clear();
  EXPECT_TRUE(
      world.run_until([&] { return count_cgroups(world.options.data_dir, "i-orphan") == 0; }, 2s));
}

TEST_P(Life, PrintingWithoutEndGrowsNothing) {
  world.launch("i-loud",
               "#!/bin/sh\nhead -c 100000000 /dev/zero | tr '\\0' x\necho; echo the end\n");
  ASSERT_TRUE(world.run_until([&] { return world.user_data_ends.contains("i-loud"); }));
  std::uintmax_t bytes = 0;
  for (const char* name : {"console.log", "console.log.1"}) {
    bytes += std::filesystem::file_size(world.directory("i-loud") / name);
  }
  EXPECT_LT(bytes, 17U << 20);
  EXPECT_TRUE(world.wait_for_output("i-loud", "the end"));
  EXPECT_NE(world.host->console("i-loud", 64 << 10).find("the end"), std::string::npos);
}

TEST_P(Life, FrozenInstanceStandsStillUntilThawed) {
  world.launch("i-cold", "#!/bin/bash\nwhile true; do echo -n .; sleep 0.01; done\n");
  ASSERT_TRUE(world.wait_for_output("i-cold", "...")) << world.failed["i-cold"];
  world.host->freeze("i-cold");
  world.run_until([] { return false; }, std::chrono::milliseconds{200});
  const std::size_t before = world.output["i-cold"].size();
  world.run_until([] { return false; }, std::chrono::milliseconds{300});
  EXPECT_EQ(world.output["i-cold"].size(), before);
  world.host->thaw("i-cold");
  EXPECT_TRUE(world.run_until([&] { return world.output["i-cold"].size() > before; }));
}

// Goal: neither a shutdown nor a kill waits for what cannot run.
TEST_P(Life, FrozenInstanceIsEnded) {
  world.launch("i-ice",
               "#!/bin/bash\ntrap 'echo got SIGTERM; exit' TERM\necho up\n"
               "while true; do sleep 0.05; done\n");
  world.launch("i-glass", "#!/bin/bash\ntrap '' TERM\necho up\nwhile true; do sleep 0.05; done\n");
  ASSERT_TRUE(world.wait_for_output("i-ice", "up")) << world.failed["i-ice"];
  ASSERT_TRUE(world.wait_for_output("i-glass", "up")) << world.failed["i-glass"];
  world.host->freeze("i-ice");
  world.host->freeze("i-glass");
  world.run_until([] { return false; }, std::chrono::milliseconds{100});
  const auto begin = std::chrono::steady_clock::now();
  world.host->shut_down("i-ice", 30s);
  world.host->kill("i-glass");
  EXPECT_TRUE(world.wait_for_end("i-ice"));
  EXPECT_TRUE(world.wait_for_end("i-glass"));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 2s);
  EXPECT_NE(world.output["i-ice"].find("got SIGTERM"), std::string::npos);
}

// Goal: hibernation is nothing that a program inside notices.
// Method: a shell with job control, which says so when its child was stopped.
TEST_P(Life, FreezingIsInvisibleToAWaitingShell) {
  world.launch("i-wait", "#!/bin/bash\nset -m\necho up\nsleep 0.6\necho code $?\n");
  ASSERT_TRUE(world.wait_for_output("i-wait", "up")) << world.failed["i-wait"];
  if (!std::filesystem::exists(world.directory("i-wait") / "cgroup")) {
    GTEST_SKIP() << "no cgroup can be made here";
  }
  world.host->freeze("i-wait");
  world.run_until([] { return false; }, std::chrono::milliseconds{1000});
  EXPECT_EQ(world.output["i-wait"].find("code"), std::string::npos);
  world.host->thaw("i-wait");
  EXPECT_TRUE(world.wait_for_output("i-wait", "code 0")) << world.output["i-wait"];
}

TEST_P(Life, WorkloadThatCannotStartSaysWhy) {
  world.launch("i-bad", "#!/no/such/interpreter\n");
  ASSERT_TRUE(world.run_until([&] { return world.user_data_ends.contains("i-bad"); }));
  EXPECT_EQ(world.user_data_ends["i-bad"].value, 127);
  EXPECT_TRUE(world.wait_for_output("i-bad", "No such file or directory"));
  world.launch("i-config", "#cloud-config\npackages: [jq]\n");
  EXPECT_TRUE(
      world.wait_for_output("i-config", "#cloud-config takes cloud-init: nothing of it was run"));
}

// Goal: an instance that fills the disk ends before the daemon's store does.
// Method: the least free space is set a little below what is free now.
TEST_P(Life, InstanceThatFillsTheDiskIsEnded) {
  const auto left = std::filesystem::space(world.options.data_dir).available;
  constexpr std::uintmax_t enough = 1ULL << 30;
  if (left < enough) GTEST_SKIP() << "less than 1 GiB is free here";
  world.options.free_bytes_min = left - (64ULL << 20);
  ASSERT_TRUE(world.open());
  world.launch("i-full", "#!/bin/sh\nhead -c 200000000 /dev/zero > big; sync; sleep 60\n");
  EXPECT_TRUE(world.wait_for_end("i-full"));
  EXPECT_NE(world.host->console("i-full", 4096).find("disk is full"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(world.directory("i-full") / "root"));
}

/// A small disk of its own at `path`, where root can have one.
class SmallDisk {
 public:
  explicit SmallDisk(const std::filesystem::path& path, const char* size) : path_(path) {
    std::filesystem::create_directories(path);
    const std::string options = std::string{"mode=755,size="} + size;
    mounted_ = ::mount("tmpfs", path.c_str(), "tmpfs", 0, options.c_str()) == 0;
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(path_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  [[nodiscard]] bool mounted() const { return mounted_; }

 private:
  std::filesystem::path path_;
  bool mounted_ = false;
};

// Goal: on a small disk that an instance fills to the last byte there is room again, by itself.
TEST_P(Life, SmallDiskThatWasFilledHasRoomAgain) {
  if (plain()) GTEST_SKIP() << "user data's files are the host's";
  world.host.reset();
  const SmallDisk disk{world.options.data_dir, "150m"};
  if (!disk.mounted()) GTEST_SKIP() << "no right to mount";
  ASSERT_TRUE(world.open()) << world.missing;
  world.launch("i-hog", "#!/bin/sh\ndd if=/dev/zero of=/big bs=1M; sleep 60\n");
  ASSERT_TRUE(world.wait_for_end("i-hog"));
  EXPECT_GT(std::filesystem::space(world.options.data_dir).available, 100U << 20);
  EXPECT_NE(world.host->console("i-hog", 4096).find("it was emptied"), std::string::npos);
  // It starts again, with an empty root volume.
  world.launch("i-hog", "", false);
  EXPECT_TRUE(world.run_until([&] { return world.booted["i-hog"] == 2; }));
  world.host->kill("i-hog");
  ASSERT_TRUE(world.run_until([&] { return world.ended["i-hog"] == 2; }));
  world.host->discard("i-hog");
  world.host.reset();
}

// Goal: how long a launch takes is known. It fails only when something is badly wrong.
TEST_P(Life, LaunchTakesMilliseconds) {
  std::vector<double> first_ms;
  for (int round = 0; round < 15; ++round) {
    const std::string id = "i-quick" + std::to_string(round);
    const auto begin = std::chrono::steady_clock::now();
    world.launch(id, "#!/bin/sh\necho up\n");
    ASSERT_TRUE(world.wait_for_output(id, "up")) << world.failed[id];
    const auto took = std::chrono::steady_clock::now() - begin;
    first_ms.push_back(std::chrono::duration<double, std::milli>(took).count());
  }
  std::sort(first_ms.begin(), first_ms.end());
  std::cout << "launch to first output: median " << first_ms[7] << " ms, fastest " << first_ms[0]
            << " ms, slowest " << first_ms[14] << " ms\n";
  EXPECT_LT(first_ms[7], 2000.0);
}

INSTANTIATE_TEST_SUITE_P(Modes, Life,
                         ::testing::Values(HostMode::Root, HostMode::Userns, HostMode::Plain),
                         name_of);

}  // namespace
}  // namespace spotdrill::testing
