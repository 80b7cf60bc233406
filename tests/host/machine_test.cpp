// An instance is another machine than its host and than the instance that it replaces.
#include <sstream>

#include "host/host_world.hpp"

namespace spotdrill::testing {
namespace {

class Machine : public ::testing::TestWithParam<HostMode> {
 protected:
  void SetUp() override {
    if (!world.open()) GTEST_SKIP() << world.missing;
  }

  /// Boots an instance and gives what its machine says of itself, by name.
  std::map<std::string, std::string> look(const std::string& id, const std::string& mac,
                                          const std::string& ip, bool first_boot = true) {
    // User data does not run again; a script for each boot does.
    InstanceBoot boot = HostWorld::boot_of(id, R"(#!/bin/bash
cat > /var/lib/cloud/scripts/per-boot/look <<'EOF'
#!/bin/bash
echo pid $$
echo machine $(cat /etc/machine-id)
echo boot $(cat /proc/sys/kernel/random/boot_id)
echo mac $(cat /sys/class/net/ens5/address)
echo ip $(hostname -I)
echo name $(hostname)
echo up $(cut -d. -f1 /proc/uptime) $(/usr/bin/python3 -c 'import time; print(int(time.clock_gettime(time.CLOCK_BOOTTIME)))')
echo keys $(ls /etc/ssh/ssh_host_* 2>/dev/null | wc -l)
echo end
EOF
chmod +x /var/lib/cloud/scripts/per-boot/look
exec /var/lib/cloud/scripts/per-boot/look
)",
                                           first_boot);
    boot.mac = mac;
    boot.private_ip = ip;
    boot.prefix_bits = 20;
    boot.hostname = "ip-" + ip + ".ec2.internal";
    world.output.erase(id);
    world.launch(boot);
    EXPECT_TRUE(world.wait_for_output(id, "end")) << world.failed[id] << world.output[id];
    std::map<std::string, std::string> said;
    std::istringstream lines{world.output[id]};
    for (std::string name, value; lines >> name && std::getline(lines >> std::ws, value);) {
      said[name] = value;
    }
    return said;
  }

  HostWorld world{GetParam()};
};

TEST_P(Machine, InstancesHaveNothingInCommon) {
  auto one = look("i-one", "0a:00:00:00:00:01", "172.31.0.10");
  auto two = look("i-two", "0a:00:00:00:00:02", "172.31.0.11");
  EXPECT_EQ(one["name"], "ip-172.31.0.10.ec2.internal");
  EXPECT_NE(one["machine"], two["machine"]);
  EXPECT_NE(one["machine"] + "\n", read_whole("/etc/machine-id"));
  EXPECT_EQ(one["machine"].size(), 32U);
  EXPECT_NE(one["boot"], two["boot"]);
  EXPECT_NE(one["boot"] + "\n", read_whole("/proc/sys/kernel/random/boot_id"));
  EXPECT_EQ(one["boot"].size(), 36U);
  EXPECT_NE(one["pid"], two["pid"]);
  EXPECT_GT(std::atoi(one["pid"].c_str()), 2);
  EXPECT_EQ(one["keys"], "0");
  EXPECT_LT(std::stod(one["up"]), 60) << "the host's uptime";
  EXPECT_LT(std::stod(one["up"].substr(one["up"].find(' '))), 60) << "by its clock";
  if (one["mac"].empty()) GTEST_SKIP() << "this kernel makes no network interface";
  EXPECT_EQ(one["mac"], "0a:00:00:00:00:01");
  EXPECT_EQ(two["mac"], "0a:00:00:00:00:02");
  EXPECT_EQ(one["ip"], "172.31.0.10");
}

// Goal: the same machine after a stop and a start, booted anew.
TEST_P(Machine, InstanceKeepsItsMachineIdAndNotItsBootId) {
  auto first = look("i-same", "0a:00:00:00:00:03", "172.31.0.12");
  world.host->kill("i-same");
  ASSERT_TRUE(world.wait_for_end("i-same"));
  auto second = look("i-same", "0a:00:00:00:00:03", "172.31.0.12", false);
  EXPECT_EQ(first["machine"], second["machine"]);
  EXPECT_NE(first["boot"], second["boot"]);
  world.host->kill("i-same");
  ASSERT_TRUE(world.run_until([&] { return world.ended["i-same"] == 2; }));
}

INSTANTIATE_TEST_SUITE_P(Modes, Machine, ::testing::Values(HostMode::Root, HostMode::Userns),
                         name_of);

}  // namespace
}  // namespace spotdrill::testing
