#include "host/cgroup.hpp"

#include <gtest/gtest.h>

namespace spotdrill {
namespace {

// Source: /proc/self/mountinfo of Debian 12 (unified) and of a hybrid host.
constexpr std::string_view unified =
    "23 28 0:21 / /proc rw,nosuid shared:13 - proc proc rw\n"
    "29 22 0:26 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:4 - cgroup2 cgroup2 "
    "rw,nsdelegate,memory_recursiveprot\n";
constexpr std::string_view hybrid =
    "30 22 0:27 / /sys/fs/cgroup ro,nosuid shared:9 - tmpfs tmpfs ro,mode=755\n"
    "31 30 0:28 / /sys/fs/cgroup/unified rw,nosuid - cgroup2 cgroup2 rw\n"
    "32 30 0:29 / /sys/fs/cgroup/cpu rw,nosuid - cgroup cgroup rw,cpu\n";

TEST(CgroupDirectory, IsBelowTheMountOfVersion2) {
  EXPECT_EQ(cgroup_directory(unified, "0::/user.slice/session-1.scope\n"),
            "/sys/fs/cgroup/user.slice/session-1.scope");
  EXPECT_EQ(cgroup_directory(hybrid, "5:cpu:/other\n1:name=systemd:/x\n0::/\n"),
            "/sys/fs/cgroup/unified");
  EXPECT_EQ(cgroup_directory(hybrid, "0::/a\n"), "/sys/fs/cgroup/unified/a");
}

TEST(CgroupDirectory, HeedsWhatAMountShows) {
  constexpr std::string_view part = "29 22 0:26 /box /mnt/with\\040space rw - cgroup2 cgroup2 rw\n";
  EXPECT_EQ(cgroup_directory(part, "0::/box/inner\n"), "/mnt/with space/inner");
  EXPECT_EQ(cgroup_directory(part, "0::/box\n"), "/mnt/with space");
  EXPECT_EQ(cgroup_directory(part, "0::/boxes\n"), "");
  EXPECT_EQ(cgroup_directory(part, "0::/elsewhere\n"), "");
}

TEST(CgroupDirectory, IsEmptyWhereThereIsNone) {
  EXPECT_EQ(cgroup_directory("", ""), "");
  EXPECT_EQ(cgroup_directory(hybrid, "5:cpu:/other\n"), "");
  EXPECT_EQ(cgroup_directory("32 30 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw\n", "0::/\n"),
            "");
  EXPECT_EQ(cgroup_directory("garbage\n\n- -\n", "0::/\n"), "");
  EXPECT_EQ(cgroup_directory("a b c / /mnt rw\\", "0::/\n"), "");
}

TEST(Cgroup, NoneCanDoNothing) {
  const Cgroup none = Cgroup::find("/no/such/instance");
  EXPECT_FALSE(none.valid());
  EXPECT_FALSE(none.kill());
  EXPECT_FALSE(none.set_frozen(true));
  EXPECT_FALSE(none.populated());
  EXPECT_TRUE(none.remove());
}

}  // namespace
}  // namespace spotdrill
