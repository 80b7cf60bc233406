// What an instance calls itself, whom it has, and what its image's commands say.
#include "host/host_world.hpp"

namespace spotdrill::testing {
namespace {

class Images : public ::testing::TestWithParam<HostMode> {
 protected:
  void SetUp() override {
    if (!world.open()) GTEST_SKIP() << world.missing;
  }
  const std::string& run(const std::string& image, const std::string& script) {
    InstanceBoot boot = HostWorld::boot_of("i-image", "#!/bin/bash\n" + script + "\necho over\n");
    boot.image_name = image;
    world.launch(boot);
    EXPECT_TRUE(world.wait_for_output("i-image", "over\n")) << world.failed["i-image"];
    return world.output["i-image"];
  }

  HostWorld world{GetParam()};
};

constexpr const char* who = R"SH(
. /etc/os-release; echo "$ID $VERSION_ID"
for user in ec2-user ubuntu admin; do [ -d /home/$user ] && getent passwd $user | cut -d: -f1,6; done
[ -e /etc/system-release ] && cat /etc/system-release
command -v yum cfn-signal | wc -l
env | grep -c _REGION=
)SH";

TEST_P(Images, AmazonLinuxIsTold) {
  EXPECT_EQ(run("al2023-ami-2023.9.20251105.0-kernel-6.1-x86_64", who),
            "amzn 2023\nec2-user:/home/ec2-user\nAmazon Linux release 2023 (Amazon Linux)\n2\n0\n"
            "over\n");
}

TEST_P(Images, UbuntuIsTold) {
  EXPECT_EQ(run("ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20251022", who),
            "ubuntu 24.04\nubuntu:/home/ubuntu\n0\n0\nover\n");
}

// Goal: of an image that nobody knows the host's name stays, and who is expected is there.
TEST_P(Images, AnUnknownImageHasBothUsers) {
  const std::string& output = run("ami-0123456789abcdef0", who);
  EXPECT_NE(output.find("\nec2-user:/home/ec2-user\nubuntu:/home/ubuntu\n"), std::string::npos)
      << output;
}

// Goal: what an image's commands are asked for in vain is named, and they fail.
TEST_P(Images, WhatIsNotThereIsNamed) {
  const std::string& output = run("", R"SH(
/opt/aws/bin/cfn-signal -e 0 --stack a 2>/dev/null || echo "cfn $?"
conda install -y -c conda-forge no-such-package 2>/dev/null || echo "conda $?"
npm install no-such-package@1.0 2>/dev/null || echo "npm $?"
)SH");
  EXPECT_NE(output.find("cfn 1\nconda 1\nnpm 1\n"), std::string::npos) << output;
  ASSERT_TRUE(world.run_until([&] { return world.missed["i-image"].size() >= 3; }));
  std::string told;
  for (const Unavailable& each : world.missed["i-image"]) told += each.what + "\n";
  EXPECT_EQ(told, "cfn-signal\nconda install no-such-package\nnpm install no-such-package@1.0\n");
}

INSTANTIATE_TEST_SUITE_P(Modes, Images, ::testing::Values(HostMode::Root, HostMode::Userns),
                         name_of);

}  // namespace
}  // namespace spotdrill::testing
