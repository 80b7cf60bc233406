// What instances leave in the kernel's tree of control groups: nothing.
#include <unistd.h>

#include "host/cgroup.hpp"
#include "host/host_world.hpp"

namespace spotdrill::testing {
namespace {

class Cgroups : public ::testing::TestWithParam<HostMode> {
 protected:
  void SetUp() override {
    if (!world.open()) GTEST_SKIP() << world.missing;
  }

  HostWorld world{GetParam()};
};

// Goal: whatever way an instance ends, its cgroup is gone soon after.
TEST_P(Cgroups, NoneIsLeft) {
  for (const char* id : {"i-group1", "i-group2", "i-group3"}) {
    world.launch(id, "#!/bin/sh\n(setsid sleep 7000 &)\necho up\nsleep 7000\n");
    ASSERT_TRUE(world.wait_for_output(id, "up")) << world.failed[id];
  }
  const bool used = std::filesystem::exists(world.directory("i-group1") / "cgroup");
  EXPECT_EQ(count_cgroups(world.options.data_dir, "i-group"), used ? 3 : 0);
  world.host->shut_down("i-group1", 1s);
  world.host->kill("i-group2");
  EXPECT_TRUE(world.wait_for_end("i-group1"));
  EXPECT_TRUE(world.wait_for_end("i-group2"));
  world.host->freeze("i-group3");
  world.host.reset();
  ASSERT_TRUE(world.open());
  EXPECT_TRUE(world.host->take_up(HostWorld::boot_of("i-group3", "")));
  world.host->kill("i-group3");
  EXPECT_TRUE(world.wait_for_end("i-group3"));
  EXPECT_TRUE(
      world.run_until([&] { return count_cgroups(world.options.data_dir, "i-group") == 0; }, 2s));
}

// Goal: what an instance left that ended by itself, without a server, is taken away by the next.
TEST(StaleCgroups, EmptyOnesGoWhenTheyAreOld) {
  namespace fs = std::filesystem;
  const fs::path parent = own_cgroup_directory() / ("stale-test-" + std::to_string(::getpid()));
  std::error_code error;
  if (!fs::create_directory(parent, error)) GTEST_SKIP() << "no cgroup can be made here";
  fs::create_directories(parent / "spotdrill-1-2-i-gone" / "processes");
  fs::create_directory(parent / "another");
  remove_stale_cgroups(parent, 60s);
  EXPECT_TRUE(fs::exists(parent / "spotdrill-1-2-i-gone" / "processes"));
  remove_stale_cgroups(parent, -1s);
  EXPECT_FALSE(fs::exists(parent / "spotdrill-1-2-i-gone"));
  EXPECT_TRUE(fs::exists(parent / "another"));
  ::rmdir((parent / "another").c_str());
  ::rmdir(parent.c_str());
}

INSTANTIATE_TEST_SUITE_P(Modes, Cgroups,
                         ::testing::Values(HostMode::Root, HostMode::Userns, HostMode::Plain),
                         name_of);

}  // namespace
}  // namespace spotdrill::testing
