// Volumes as an instance's devices: block devices where root has loop devices, else directories.
#include <gtest/gtest.h>

#include "host/host_world.hpp"
#include "host/loop_device.hpp"

namespace spotdrill::testing {
namespace {

constexpr std::uint64_t volume_bytes = 64ULL << 20;

class DeviceOf : public ::testing::TestWithParam<HostMode> {
 protected:
  void SetUp() override {
    if (!world.open()) GTEST_SKIP() << world.missing;
  }
  [[nodiscard]] bool plain() const { return GetParam() == HostMode::Plain; }

  static VolumeDevice device(const std::string& id, const std::string& name = "/dev/sdf") {
    return {.volume_id = id, .name = name, .bytes = volume_bytes};
  }
  void make(const std::string& id) {
    const auto made = world.host->volumes().make(id, volume_bytes);
    ASSERT_TRUE(made.has_value()) << made.error();
  }
  void launch(const std::string& id, const std::string& user_data,
              std::vector<VolumeDevice> volumes, bool first_boot = true) {
    InstanceBoot boot = HostWorld::boot_of(id, user_data, first_boot);
    boot.volumes = std::move(volumes);
    world.launch(boot);
  }
  bool wait_for(const std::string& volume, Attachment wanted) {
    return world.run_until([&] {
      const auto found = world.attachments.find(volume);
      return found != world.attachments.end() && found->second == wanted;
    });
  }
  /// Loop devices over files below the data directory.
  int count_loops() {
    int count = 0;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator{"/sys/block", none}) {
      const std::string file = read_whole(entry.path() / "loop" / "backing_file");
      if (file.starts_with(world.options.data_dir.string())) ++count;
    }
    return count;
  }

  HostWorld world{GetParam()};
};

// Goal: what is on a volume is there for the next instance, and a killed one leaves no device.
TEST_P(DeviceOf, WhatIsWrittenOutlivesTheInstanceThatIsKilled) {
  if (plain()) GTEST_SKIP() << "plain processes have no devices";
  make("vol-1");
  launch("i-one", R"(#!/bin/bash
set -e
[ -b /dev/xvdf ] && [ -b /dev/sdf ] && [ -b /dev/nvme1n1 ]
ls /dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol1
blkid /dev/xvdf && exit 9
mkfs.ext4 -q -L work /dev/xvdf
mkdir /data; mount /dev/xvdf /data
mountpoint -q /data
echo 42 >/data/progress
sync /data
blkid -s TYPE -o value /dev/xvdf
lsblk -no NAME,FSTYPE,MOUNTPOINT /dev/xvdf
echo written; sleep 1000
)",
         {device("vol-1")});
  ASSERT_TRUE(world.wait_for_output("i-one", "written")) << world.output["i-one"];
  EXPECT_NE(world.output["i-one"].find("\next4\nnvme1n1 ext4 /data\n"), std::string::npos)
      << world.output["i-one"];
  world.host->kill("i-one");
  ASSERT_TRUE(world.wait_for_end("i-one"));
  EXPECT_EQ(count_loops(), 0);
  launch("i-two", R"(#!/bin/bash
mkdir /data; mount LABEL=work /data && cat /data/progress
umount /data && mount /data
echo "/dev/disk/by-uuid/$(blkid -s UUID -o value /dev/sdf) /data auto defaults,nofail 0 2" >>/etc/fstab
mount -a && mountpoint -q /data && echo read $(cat /data/progress)
)",
         {device("vol-1")});
  ASSERT_TRUE(world.wait_for_output("i-two", "read 42")) << world.output["i-two"];
}

TEST_P(DeviceOf, AppearsInARunningInstanceAndGoesWhenItIsNotMounted) {
  if (plain()) GTEST_SKIP() << "plain processes have no devices";
  make("vol-2");
  launch("i-live", R"(#!/bin/bash
until [ -e /dev/sdg ]; do sleep 0.05; done
mkfs -t ext4 /dev/sdg >/dev/null && mkdir /data && mount /dev/sdg /data && echo mounted
until [ -e /mnt/efs/go ]; do sleep 0.05; done
umount /data && echo unmounted
until ! [ -e /dev/sdg ] && ! [ -e /dev/nvme1n1 ]; do sleep 0.05; done
echo node gone
)",
         {});
  ASSERT_TRUE(world.run_until([&] { return world.booted["i-live"] == 1; }));
  world.host->attach_volume("i-live", device("vol-2", "/dev/sdg"));
  ASSERT_TRUE(wait_for("vol-2", Attachment::Attached));
  ASSERT_TRUE(world.wait_for_output("i-live", "mounted")) << world.output["i-live"];
  world.host->detach_volume("i-live", "vol-2", false);
  ASSERT_TRUE(wait_for("vol-2", Attachment::Busy));
  std::ofstream{world.options.data_dir / "efs" / "go"} << "now\n";
  ASSERT_TRUE(world.wait_for_output("i-live", "unmounted")) << world.output["i-live"];
  ASSERT_TRUE(wait_for("vol-2", Attachment::Detached));
  ASSERT_TRUE(world.wait_for_output("i-live", "node gone")) << world.output["i-live"];
  EXPECT_EQ(count_loops(), 0);
}

// Goal: /etc/fstab is honoured at the next boot, before anything else is run.
TEST_P(DeviceOf, TheNextBootMountsWhatFstabNames) {
  if (plain()) GTEST_SKIP() << "plain processes have no devices";
  make("vol-3");
  launch("i-again", R"(#!/bin/bash
mkfs.ext4 -q /dev/sdf && mkdir /data
echo "UUID=$(blkid -s UUID -o value /dev/sdf) /data ext4 defaults 0 2" >>/etc/fstab
mount -a && echo kept >/data/file && sync /data
printf '#!/bin/sh\ncat /data/file; echo second boot\n' >/var/lib/cloud/scripts/per-boot/x
chmod +x /var/lib/cloud/scripts/per-boot/x; echo first boot
)",
         {device("vol-3")});
  ASSERT_TRUE(world.wait_for_output("i-again", "first boot")) << world.output["i-again"];
  world.host->shut_down("i-again", 5s);
  ASSERT_TRUE(world.wait_for_end("i-again"));
  launch("i-again", "", {device("vol-3")}, false);
  ASSERT_TRUE(world.wait_for_output("i-again", "kept\nsecond boot")) << world.output["i-again"];
}

TEST_P(DeviceOf, AVolumeThatIsNotThereIsNamed) {
  launch("i-none", "#!/bin/sh\necho up\n", {device("vol-none")});
  ASSERT_TRUE(world.wait_for_output("i-none", "up")) << world.failed["i-none"];
  ASSERT_TRUE(world.run_until([&] { return !world.missed["i-none"].empty(); }));
  EXPECT_EQ(world.missed["i-none"][0].what, "/dev/sdf");
  EXPECT_TRUE(wait_for("vol-none", plain() ? Attachment::Attached : Attachment::Detached));
}

// Goal: a copy has what the volume had, and can be larger.
TEST_P(DeviceOf, ACopyHoldsTheSame) {
  if (plain()) GTEST_SKIP() << "plain processes have no devices";
  make("vol-4");
  launch("i-from",
         "#!/bin/bash\nmkfs.ext4 -q /dev/sdf && mkdir /data && mount /dev/sdf /data && "
         "echo same >/data/file && chown 1:1 /data/file; umount /data && echo ready\n",
         {device("vol-4")});
  ASSERT_TRUE(world.wait_for_output("i-from", "ready")) << world.output["i-from"];
  std::string told = "nothing";
  world.host->volumes().copy("vol-4", "snap-4", volume_bytes,
                             [&](const std::string& failure) { told = failure; });
  ASSERT_TRUE(world.run_until([&] { return told != "nothing"; }));
  ASSERT_EQ(told, "");
  told = "nothing";
  world.host->volumes().copy("snap-4", "vol-5", 2 * volume_bytes,
                             [&](const std::string& failure) { told = failure; });
  ASSERT_TRUE(world.run_until([&] { return told != "nothing"; }));
  VolumeDevice larger = device("vol-5");
  larger.bytes = 2 * volume_bytes;
  launch("i-to",
         "#!/bin/bash\ne2fsck -fy /dev/sdf && resize2fs /dev/sdf && mkdir /data && "
         "mount /dev/sdf /data && cat /data/file && lsblk -bno SIZE /dev/sdf\n",
         {larger});
  ASSERT_TRUE(world.wait_for_output("i-to", "same\n134217728")) << world.output["i-to"];
  world.host->volumes().retain({"vol-4"});
  EXPECT_FALSE(std::filesystem::exists(world.options.data_dir / "volumes" / "snap-4"));
  EXPECT_TRUE(std::filesystem::exists(world.options.data_dir / "volumes" / "vol-4"));
}

INSTANTIATE_TEST_SUITE_P(Modes, DeviceOf,
                         ::testing::Values(HostMode::Root, HostMode::Userns, HostMode::Plain),
                         name_of);

}  // namespace
}  // namespace spotdrill::testing
