// What an instance reaches beyond AWS: the internet where it may, and nothing of its host.
#include <arpa/inet.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <atomic>
#include <csignal>
#include <cstring>
#include <thread>

#include "host/host_world.hpp"
#include "host/outside_network.hpp"

namespace spotdrill::testing {
namespace {

constexpr const char* host_address = "203.0.113.5";
constexpr const char* outside_address = "198.51.100.7";
constexpr std::uint16_t test_port = 8099;

bool give_loopback(const char* address, int index) {
  const int fd = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ifreq request{};
  std::snprintf(request.ifr_name, sizeof request.ifr_name, index == 0 ? "lo" : "lo:%d", index);
  sockaddr_in place{};
  place.sin_family = AF_INET;
  ::inet_pton(AF_INET, address, &place.sin_addr);
  std::memcpy(&request.ifr_addr, &place, sizeof place);
  bool done = index == 0 || ::ioctl(fd, SIOCSIFADDR, &request) == 0;
  request.ifr_flags = IFF_UP | IFF_RUNNING | IFF_LOOPBACK;
  if (index == 0) done = ::ioctl(fd, SIOCSIFFLAGS, &request) == 0;
  ::close(fd);
  return done;
}

/// Helpers that carry packets into this test's network.
int helpers_here() {
  std::error_code error;
  const auto here = std::filesystem::read_symlink("/proc/self/ns/net", error);
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator{"/proc"}) {
    if (!read_whole(entry.path() / "cmdline").starts_with("slirp4netns")) continue;
    if (std::filesystem::read_symlink(entry.path() / "ns/net", error) == here) ++count;
  }
  return count;
}

/// Says "hello" to whoever connects, at every address of this computer.
class Greeter {
 public:
  Greeter() : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = htons(test_port);
    const int on = 1;
    ::setsockopt(fd_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    EXPECT_EQ(::bind(fd_, reinterpret_cast<const sockaddr*>(&place), sizeof place), 0);
    EXPECT_EQ(::listen(fd_, 16), 0);
    thread_ = std::thread{[this] {
      for (int peer = 0; (peer = ::accept(fd_, nullptr, nullptr)) >= 0; ::close(peer)) {
        (void)!::write(peer, "hello\n", 6);
      }
    }};
  }
  ~Greeter() {
    ::shutdown(fd_, SHUT_RDWR);
    thread_.join();
    ::close(fd_);
  }
  Greeter(const Greeter&) = delete;
  Greeter& operator=(const Greeter&) = delete;

 private:
  int fd_;
  std::thread thread_;
};

/// Each test has a network of its own: what it adds is nobody else's. The world's own address comes
/// before the instance, so that it is the host's; the other comes later, as one of the internet.
class Outside : public ::testing::TestWithParam<HostMode> {
 protected:
  void SetUp() override {
    if (::geteuid() != 0) GTEST_SKIP() << "only root makes a network for this test";
    ASSERT_EQ(::unshare(CLONE_NEWNET), 0);
    ASSERT_TRUE(give_loopback("127.0.0.1", 0));
    ASSERT_TRUE(give_loopback(host_address, 1));
    const WayOut way = find_way_out(GetParam());
    if (way.helper.empty()) GTEST_SKIP() << way.lack;
    world.options.network = OutsideNetwork::Open;
    if (!world.open()) GTEST_SKIP() << world.missing;
  }

  /// Boots an instance that connects wherever it is told.
  void launch(const std::string& id, bool outside = true) {
    InstanceBoot boot = HostWorld::boot_of(id, R"(#!/bin/bash
echo up
for n in $(seq 1 100); do
  while [ ! -e /mnt/efs/to-$n ]; do sleep 0.05; done
  place=$(cat /mnt/efs/to-$n)
  said=$(timeout 8 bash -c "read -r line <>/dev/tcp/$place/8099; echo \$line" 2>&1 | tail -1)
  echo "at $n: ${said:-nothing}"
done
)");
    boot.mac = "0a:00:00:00:00:07";
    boot.prefix_bits = 20;
    boot.outside = outside;
    world.launch(boot);
    ASSERT_TRUE(world.wait_for_output(id, "up")) << world.failed[id] << world.output[id];
  }

  /// What the instance was told at `address`.
  std::string connect(const std::string& id, const std::string& address) {
    const std::string number = std::to_string(++asked_);
    const auto place = world.options.data_dir / "efs" / ("to-" + number);
    std::ofstream{place.string() + "~"} << address;
    std::filesystem::rename(place.string() + "~", place);
    const std::string mark = "at " + number + ": ";
    EXPECT_TRUE(world.wait_for_output(id, mark)) << world.output[id];
    world.run_until([&] {
      return world.output[id].find('\n', world.output[id].find(mark)) != std::string::npos;
    });
    const std::string& text = world.output[id];
    const std::size_t at = text.find(mark) + mark.size();
    return text.substr(at, text.find('\n', at) - at);
  }

  HostWorld world{GetParam()};
  int asked_ = 0;
};

// Goal: the internet is there; this computer's own services, at whatever address, are not.
TEST_P(Outside, InstanceReachesTheInternetAndNothingOfItsHost) {
  launch("i-out");
  ASSERT_TRUE(give_loopback(outside_address, 2));
  const Greeter greeter;
  EXPECT_EQ(connect("i-out", outside_address), "hello");
  EXPECT_NE(connect("i-out", "127.0.0.1"), "hello");
  EXPECT_NE(connect("i-out", host_address), "hello");
  EXPECT_NE(connect("i-out", "169.254.172.2"), "hello");  // What slirp4netns calls the host.
  EXPECT_NE(connect("i-out", "10.0.2.2"), "hello");
  EXPECT_NE(connect("i-out", "172.31.0.1"), "hello");  // Its own subnet.
}

// Goal: what is cut is cut for connections to come, and what is opened again works again.
TEST_P(Outside, NetworkIsCutAndOpenedAgain) {
  launch("i-cut");
  ASSERT_TRUE(give_loopback(outside_address, 2));
  const Greeter greeter;
  EXPECT_EQ(connect("i-cut", outside_address), "hello");
  world.host->set_outside("i-cut", false);
  EXPECT_NE(connect("i-cut", outside_address), "hello");
  world.host->set_outside("i-cut", true);
  EXPECT_EQ(connect("i-cut", outside_address), "hello");
}

TEST_P(Outside, InstanceThatIsLaunchedCutOffStaysIn) {
  launch("i-in", false);
  ASSERT_TRUE(give_loopback(outside_address, 2));
  const Greeter greeter;
  EXPECT_NE(connect("i-in", outside_address), "hello");
  EXPECT_EQ(helpers_here(), 0);
}

// Goal: the keeper and its helper outlive the daemon, as the instance does, and not the instance.
TEST_P(Outside, HelperEndsWithItsInstanceAndNotWithItsDaemon) {
  launch("i-end");
  ASSERT_TRUE(give_loopback(outside_address, 2));
  const Greeter greeter;
  EXPECT_EQ(connect("i-end", outside_address), "hello");
  const std::string mark = world.directory("i-end").string();
  EXPECT_GE(count_processes(mark), 1);
  EXPECT_EQ(helpers_here(), 1);
  world.host.reset();
  ASSERT_TRUE(world.open());
  ASSERT_TRUE(world.host->take_up(HostWorld::boot_of("i-end", "")));
  EXPECT_EQ(connect("i-end", outside_address), "hello");
  world.host->kill("i-end");
  ASSERT_TRUE(world.wait_for_end("i-end"));
  EXPECT_TRUE(world.run_until([&] { return count_processes(mark) == 0 && helpers_here() == 0; }));
}

INSTANTIATE_TEST_SUITE_P(Modes, Outside, ::testing::Values(HostMode::Root, HostMode::Userns),
                         name_of);

}  // namespace
}  // namespace spotdrill::testing
