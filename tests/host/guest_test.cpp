// What an instance looks like from inside: its network, its commands, its time, its protection.
#include <arpa/inet.h>
#include <sys/socket.h>

#include <array>

#include "host/host_world.hpp"

namespace spotdrill::testing {
namespace {

class Guest : public ::testing::TestWithParam<HostMode> {
 protected:
  void SetUp() override {
    if (!world.open()) GTEST_SKIP() << world.missing;
  }
  /// Runs a script to its end and gives its output.
  std::string run(const std::string& script) {
    world.launch("i-guest", "#!/bin/bash\n" + script);
    EXPECT_TRUE(world.run_until([&] { return world.user_data_ends.contains("i-guest"); }))
        << world.failed["i-guest"];
    world.wait_for_output("i-guest", "\n");
    return world.host->console("i-guest", 1 << 20);
  }

  HostWorld world{GetParam()};
};

// Answers one HTTP request on a listener, if there is one.
bool answer_http(int listener, const std::string& body) {
  const Descriptor connection{::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC)};
  if (!connection.valid()) return false;
  std::array<char, 4096> request{};
  if (::recv(connection.get(), request.data(), request.size(), 0) <= 0) return false;
  const std::string reply =
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) +
      "\r\n\r\n" + body;
  return ::send(connection.get(), reply.data(), reply.size(), MSG_NOSIGNAL) > 0;
}

// Answers every A query with `address`.
void answer_dns(int socket, const std::string& address) {
  std::array<char, 512> query{};
  sockaddr_in from{};
  socklen_t size = sizeof from;
  const ssize_t got = ::recvfrom(socket, query.data(), query.size(), MSG_DONTWAIT,
                                 reinterpret_cast<sockaddr*>(&from), &size);
  if (got < 17) return;
  std::size_t end = 12;
  while (end < static_cast<std::size_t>(got) && query[end] != 0) {
    end += static_cast<std::size_t>(query[end]) + 1;
  }
  end += 5;
  std::string reply{query.data(), end};
  const bool is_a = query[end - 3] == 1;
  reply[2] = static_cast<char>(0x81);
  reply[3] = static_cast<char>(0x80);
  reply.replace(6, 6, std::string{"\0\1\0\0\0\0", 6});
  reply[7] = is_a ? 1 : 0;
  if (is_a) {
    in_addr ip{};
    ::inet_pton(AF_INET, address.c_str(), &ip);
    reply += std::string{"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4", 12};
    reply.append(reinterpret_cast<const char*>(&ip), sizeof ip);
  }
  ::sendto(socket, reply.data(), reply.size(), 0, reinterpret_cast<const sockaddr*>(&from), size);
}

// Goal: plain addresses and plain names of AWS lead to the daemon.
TEST_P(Guest, MetadataAndAwsNamesLeadToTheDaemon) {
  world.launch("i-net",
               "#!/bin/bash\ncurl -s 169.254.169.254/latest/; echo; "
               "curl -s --max-time 10 http://ssm.us-east-1.amazonaws.com/; echo end\n");
  ASSERT_TRUE(world.run_until([&] { return world.sockets.contains("i-net"); }));
  const GuestSockets& sockets = world.sockets["i-net"];
  ASSERT_TRUE(world.run_until([&] {
    answer_http(sockets.imds.get(), "metadata");
    answer_http(sockets.http.get(), "endpoint");
    answer_dns(sockets.dns.get(), std::string{guest_aws_address});
    return world.user_data_ends.contains("i-net");
  }));
  EXPECT_TRUE(world.wait_for_output("i-net", "pointend\n"));
  EXPECT_EQ(world.output["i-net"], "metadata\nendpointend\n");
}

TEST_P(Guest, ShutdownCommandAsksTheDaemon) {
  world.launch("i-off", "#!/bin/bash\nshutdown -h now; sleep 60\n");
  ASSERT_TRUE(world.run_until([&] { return world.wishes.contains("i-off"); }))
      << world.output["i-off"];
  EXPECT_FALSE(world.wishes["i-off"]);
  world.launch("i-again", "#!/bin/bash\n/sbin/reboot\n");
  ASSERT_TRUE(world.run_until([&] { return world.wishes.contains("i-again"); }))
      << world.output["i-again"];
  EXPECT_TRUE(world.wishes["i-again"]);
}

TEST_P(Guest, PackageManagersSayWhatIsThere) {
  const std::string output = run(R"(set -e
yum install -y bash
dnf -y install coreutils
if yum install -y no-such-package-anywhere; then echo wrong; fi
if [ -x /usr/bin/python3 ]; then
  /usr/bin/python3 -c 'import boto3' 2>/dev/null && pip3 install boto3
  if pip3 install no-such-module-anywhere; then echo wrong; fi
fi
echo the end
)");
  EXPECT_NE(output.find("Package bash is already installed."), std::string::npos) << output;
  EXPECT_NE(output.find("Package coreutils is already installed."), std::string::npos) << output;
  EXPECT_NE(output.find("no-such-package-anywhere is not on this host"), std::string::npos);
  EXPECT_EQ(output.find("wrong"), std::string::npos);
  EXPECT_NE(output.find("the end"), std::string::npos) << output;
}

TEST_P(Guest, SudoIsThere) {
  const std::string output = run(R"SH(set -e
sudo echo one
sudo -nE GREETING='a b' sh -c 'echo "two $GREETING $(id -un)"'
sudo -H -u root -- sh -c 'echo three "$HOME" "$@"' me "x  y"
echo 'echo four' | sudo sh
if sudo false; then echo wrong; fi
if sudo -u no-such-user true; then echo wrong; fi
[ "$(id -u nobody)" = "$(sudo -u nobody id -u 2>/dev/null)" ] && echo five
echo the end
)SH");
  EXPECT_NE(output.find("one\ntwo a b root\nthree /root x  y\nfour\n"), std::string::npos)
      << output;
  EXPECT_EQ(output.find("wrong"), std::string::npos) << output;
  EXPECT_NE(output.find("the end"), std::string::npos) << output;
}

TEST_P(Guest, RootVolumeIsItsOwn) {
  const std::string secret = "/etc/spotdrill-test-" + std::to_string(::getpid());
  const std::string output = run(
      "echo mine > " + secret + "; cat " + secret + "; ls " + world.options.data_dir.string() +
      " 2>&1; echo shared > /mnt/efs/from-guest; getent passwd ec2-user; "
      "touch /home/ec2-user/x && echo wrote home; env | grep -c ^AWS_ACCESS; "
      "unshare -m true 2>/dev/null && echo mounts; echo x > /dev/console; df /tmp >/dev/null\n");
  EXPECT_NE(output.find("mine\n"), std::string::npos) << output;
  EXPECT_FALSE(std::filesystem::exists(secret));
  EXPECT_EQ(output.find("instances"), std::string::npos) << output;
  EXPECT_NE(output.find("ec2-user:x:"), std::string::npos) << output;
  EXPECT_NE(output.find("wrote home"), std::string::npos) << output;
  EXPECT_EQ(output.find("mounts"), std::string::npos) << output;
  EXPECT_EQ(read_whole(world.options.data_dir / "efs" / "from-guest"), "shared\n");
}

// Goal: a stopped instance starts again with its files, and its user data does not run again.
TEST_P(Guest, RootVolumeOutlivesAStop) {
  world.launch("i-stop",
               "#!/bin/bash\necho kept > /root/state; "
               "printf '#!/bin/sh\\ncat /root/state\\n' > "
               "/var/lib/cloud/scripts/per-boot/a; "
               "chmod +x /var/lib/cloud/scripts/per-boot/a; echo first\n");
  ASSERT_TRUE(world.run_until([&] { return world.user_data_ends.contains("i-stop"); }));
  world.host->shut_down("i-stop", 1s);
  ASSERT_TRUE(world.wait_for_end("i-stop"));
  world.output.clear();
  world.launch("i-stop", "#!/bin/bash\necho again\n", false);
  EXPECT_TRUE(world.wait_for_output("i-stop", "kept\n"));
  EXPECT_EQ(world.output["i-stop"].find("again"), std::string::npos);
  world.host->kill("i-stop");
  ASSERT_TRUE(world.run_until([&] { return world.ended["i-stop"] == 2; }));
}

// Goal: the line that user data on EC2 begins with so often works, on the console and in the logs.
TEST_P(Guest, LoggerReachesTheLogsAndTheConsole) {
  if (!std::filesystem::exists("/usr/bin/logger")) GTEST_SKIP() << "this host has no logger";
  world.launch("i-log", R"SH(#!/bin/bash
logger -t first hello
until grep -q 'first: hello$' /var/log/syslog; do sleep 0.02; done
grep -c ' ip-172-31-0-10 first: hello$' /var/log/messages
exec > >(tee /var/log/user-data.log | logger -t user-data -s 2>/dev/console) 2>&1
echo "progress 5%"
until grep -q 'user-data: progress 5%$' /var/log/syslog; do sleep 0.02; done
echo "kept $(head -1 /var/log/user-data.log)"
)SH");
  ASSERT_TRUE(world.wait_for_output("i-log", "kept progress 5%")) << world.output["i-log"];
  EXPECT_TRUE(world.output["i-log"].starts_with("1\n")) << world.output["i-log"];
  EXPECT_NE(world.output["i-log"].find("user-data: progress 5%\n"), std::string::npos);
  ASSERT_TRUE(world.run_until([&] { return world.user_data_ends.contains("i-log"); }));
  EXPECT_EQ(world.user_data_ends["i-log"].value, 0);
}

class GuestTime : public ::testing::TestWithParam<HostMode> {};

// Goal: what a program inside measures and shows is drill time, in every child process too.
TEST_P(GuestTime, FollowsDrillTime) {
  HostWorld world{GetParam(), 50.0};
  if (!world.open()) GTEST_SKIP() << world.missing;
  // Without a file system of its own an instance has the clock by a variable only.
  const bool everywhere = GetParam() != HostMode::Plain;
  world.launch("i-fast", std::string{R"(#!/bin/bash
begin=$(date +%s)
sleep 20
read -t 10 nothing < <(sleep 100)
timeout 10 sleep 100
)"} + (everywhere ? "env -i /bin/sleep 10" : "sleep 10") +
                             R"(
echo lasted $(( $(date +%s) - begin ))
[ -x /usr/bin/python3 ] && /usr/bin/python3 -c 'import threading, time
b = time.monotonic(); threading.Event().wait(10); time.sleep(10)
print("python", round((time.monotonic() - b) / 10))'
echo now $(date +%s)
)");
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_TRUE(world.run_until([&] { return world.user_data_ends.contains("i-fast"); }));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 15s);
  ASSERT_TRUE(world.wait_for_output("i-fast", "now "));
  const std::string& output = world.output["i-fast"];
  const long lasted = std::atol(output.c_str() + output.find("lasted ") + 7);
  EXPECT_GE(lasted, 50);
  EXPECT_LT(lasted, 600);
  const auto shown = std::atoll(output.c_str() + output.find("now ") + 4);
  const auto now = std::chrono::floor<std::chrono::seconds>(world.clock.now());
  EXPECT_NEAR(static_cast<double>(shown), static_cast<double>(now.time_since_epoch().count()), 120);
  EXPECT_LE(shown, now.time_since_epoch().count());
}

// Goal: a file's age is drill time, what is older than the drill keeps its date, and what one
// program sets another reads.
TEST_P(GuestTime, FilesHaveDrillTimes) {
  HostWorld world{GetParam(), 200.0};
  if (!world.open()) GTEST_SKIP() << world.missing;
  world.launch("i-dates", R"SH(#!/bin/bash
mkdir /tmp/dates-$$; cd /tmp/dates-$$
near() { local d=$(( $1 - $2 )); (( d >= -1 && d <= 400 )) || echo "$3: $1 $2"; }
same() { [ "$1" = "$2" ] || echo "$3: $1 $2"; }
sleep 500
touch new; now=$(date +%s)
near $now $(stat -c %Y new) stat
near $now $(stat -c %Z new) ctime
near $now $(date -r new +%s) date
same "$(find . -newermt "@$((now - 400))" -name new)" ./new find
same "$(find . -newermt "@$((now + 400))" -name new)" "" find
echo env $(stat -Lc %Y /usr/bin/env)
touch -d '2020-01-01 00:00:00 UTC' old; same $(stat -c %Y old) 1577836800 old
touch -d "@$((now - 300))" set; same $(stat -c %Y set) $((now - 300)) set
touch -d "@$((now + 86400))" future; same $(stat -c %Y future) $((now + 86400)) future
cp -p new copy; same $(stat -c %.9Y new) $(stat -c %.9Y copy) cp
mkdir out; tar cf - new old set | tar xf - -C out
for f in old set; do same $(stat -c %Y $f) $(stat -c %Y out/$f) tar; done
[ new -nt set ] && [ set -nt old ] && ! [ old -nt set ] || echo newer
if [ -x /usr/bin/python3 ]; then
  near $now $(/usr/bin/python3 -c 'import os; print(int(os.stat("new").st_mtime))') python
  /usr/bin/python3 -c "import os; os.utime('set', ($now, $now))"; same $(stat -c %Y set) $now utime
fi
if [ -x /usr/bin/make ]; then
  printf 'b: a\n\tcp a b\n' > Makefile; touch a; same "$(make)" "cp a b" make
  make | grep -q 'up to date' || echo make again
  sleep 20; touch a; same "$(make 2>&1)" "cp a b" make
fi
cd /; rm -r /tmp/dates-$$
echo the end
)SH");
  ASSERT_TRUE(world.wait_for_output("i-dates", "the end")) << world.output["i-dates"];
  struct stat about{};
  ASSERT_EQ(::stat("/usr/bin/env", &about), 0);
  EXPECT_EQ(world.output["i-dates"], "env " + std::to_string(about.st_mtim.tv_sec) + "\nthe end\n");
}

INSTANTIATE_TEST_SUITE_P(Modes, Guest, ::testing::Values(HostMode::Root, HostMode::Userns),
                         name_of);
INSTANTIATE_TEST_SUITE_P(Modes, GuestTime,
                         ::testing::Values(HostMode::Root, HostMode::Userns, HostMode::Plain),
                         name_of);

}  // namespace
}  // namespace spotdrill::testing
