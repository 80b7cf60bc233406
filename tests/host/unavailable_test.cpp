// What an instance needs and has not is told, whoever inside asked for it.
#include "host/host_world.hpp"

namespace spotdrill::testing {
namespace {

class Missing : public ::testing::TestWithParam<HostMode> {
 protected:
  void SetUp() override {
    if (!world.open()) GTEST_SKIP() << world.missing;
  }
  /// Runs a script to its end.
  void run(const std::string& script) {
    world.launch("i-miss", "#!/bin/bash\n" + script);
    ASSERT_TRUE(world.run_until([&] { return world.user_data_ends.contains("i-miss"); }))
        << world.failed["i-miss"];
  }
  /// What has been told of a kind, each followed by a line feed.
  std::string told(const std::string& kind) {
    std::string all;
    for (const Unavailable& thing : world.missed["i-miss"]) {
      if (thing.kind == kind) all += thing.what + "\n";
    }
    return all;
  }

  HostWorld world{GetParam()};
};

TEST_P(Missing, CommandsThatCannotWorkAreReported) {
  run(R"SH(
yum install -y bash no-such-package-anywhere
systemctl is-active no-such-unit
systemctl start no-such-unit; echo "code $?"
systemctl start no-such-unit
service no-such-service start
mount /dev/xvdf /mnt
mount -t xfs /srv/image /srv
mount -t efs fs-1:/ /mnt/efs && echo mounted
mount | grep -q ' /mnt/efs ' && echo listed
/run/spotdrill/bin/spotdrill-init missing command other sentence
)SH");
  ASSERT_TRUE(world.wait_for_output("i-miss", "listed")) << world.output["i-miss"];
  ASSERT_TRUE(world.run_until([&] { return told("command").ends_with("other\n"); }));
  EXPECT_EQ(told("command"),
            "yum install no-such-package-anywhere\n"
            "systemctl start no-such-unit\n"
            "service no-such-service start\n"
            "mount -t xfs /srv/image /srv\n"
            "other\n");
  EXPECT_EQ(told("device"), "/dev/xvdf\n");
  EXPECT_NE(world.output["i-miss"].find("code 5"), std::string::npos) << world.output["i-miss"];
  EXPECT_NE(world.output["i-miss"].find("mounted\nlisted"), std::string::npos)
      << world.output["i-miss"];
}

// Goal: checkpoints that go to an EFS outlive the instance, wherever it is mounted.
TEST_P(Missing, NetworkFileSystemsAreTheSharedDirectory) {
  run(R"SH(
mkdir -p /root/a /root/b; touch /root/b/below
mount -t nfs4 -o nfsvers=4.1,hard fs-1.efs.us-east-1.amazonaws.com:/ /root/a && touch /root/a/of-a
echo 'fs-2:/sub /root/b/ efs _netdev,tls 0 0 # of the job' >>/etc/fstab
mount -a && touch /root/b/of-b
ls /mnt/efs/of-a /mnt/efs/sub/of-b
umount /root/b && ls /root/b
mount -t efs fs-1:/ /root/no || echo "code $?"
echo end
)SH");
  ASSERT_TRUE(world.wait_for_output("i-miss", "end\n")) << world.output["i-miss"];
  EXPECT_EQ(world.output["i-miss"],
            "/mnt/efs/of-a\n/mnt/efs/sub/of-b\nbelow\n"
            "mount: /root/no: mount point does not exist.\ncode 32\nend\n");
  EXPECT_EQ(told("command"), "mount -t efs fs-1:/ /root/no\n");
}

// Goal: a file system that a drill names is the directory that it names.
TEST_P(Missing, ANamedFileSystemIsItsOwnDirectory) {
  run(R"SH(
mkdir -p /mnt/.efs/fs-12ab /root/a /root/b
mount -t efs fs-12ab:/ /root/a && touch /root/a/named
mount -t nfs4 fs-12ab.efs.us-east-1.amazonaws.com:/in /root/b && touch /root/b/inside
ls /mnt/.efs/fs-12ab/named /mnt/.efs/fs-12ab/in/inside
umount /root/a && ls -d /root/a && echo end
)SH");
  ASSERT_TRUE(world.wait_for_output("i-miss", "end\n")) << world.output["i-miss"];
  EXPECT_EQ(world.output["i-miss"],
            "/mnt/.efs/fs-12ab/in/inside\n/mnt/.efs/fs-12ab/named\n/root/a\nend\n");
}

TEST_P(Missing, CommandsOfNoMachineImageAreNotMade) {
  run("for name in hostnamectl no-such-command; do command -v $name; done; command -v systemctl\n");
  ASSERT_TRUE(world.wait_for_output("i-miss", "/systemctl"));
  EXPECT_EQ(world.output["i-miss"].find("/run/spotdrill/bin/no-such-command"), std::string::npos);
}

// Goal: a daemon that comes later knows what happened before it.
TEST_P(Missing, NextDaemonIsToldAgain) {
  world.launch("i-miss",
               "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
               "Content-Type: text/x-shellscript\n\n#!/bin/sh\necho up\nsleep 1000\n--b\n"
               "Content-Type: text/cloud-config\n\nruncmd: []\n--b--\n");
  ASSERT_TRUE(world.wait_for_output("i-miss", "up")) << world.failed["i-miss"];
  EXPECT_EQ(told("user-data"), "#cloud-config\n");
  world.missed.clear();
  world.host.reset();
  ASSERT_TRUE(world.open());
  EXPECT_TRUE(world.host->take_up(HostWorld::boot_of("i-miss", "")));
  EXPECT_TRUE(world.run_until([&] { return told("user-data") == "#cloud-config\n"; }));
}

INSTANTIATE_TEST_SUITE_P(Modes, Missing, ::testing::Values(HostMode::Root, HostMode::Userns),
                         name_of);

}  // namespace
}  // namespace spotdrill::testing
