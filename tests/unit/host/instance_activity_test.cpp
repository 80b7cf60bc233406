#include "host/instance_activity.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

namespace spotdrill {
namespace {

// A child that waits, and has one of its own that does; it ends with the test.
struct Child {
  Child() {
    int ready[2];
    EXPECT_EQ(::pipe(ready), 0);
    pid = ::fork();
    if (pid == 0) {
      if (::fork() == 0) (void)!::write(ready[1], "x", 1);
      ::pause();
      ::_exit(0);
    }
    char byte = 0;
    (void)!::read(ready[0], &byte, 1);
    ::close(ready[0]);
    ::close(ready[1]);
  }
  ~Child() {
    for (const pid_t thread : descending_threads(pid)) ::kill(thread, SIGKILL);
    ::waitpid(pid, nullptr, 0);
  }
  pid_t pid;
};

TEST(InstanceActivity, WaitsForAProcessorAreThoseOfAllOfIt) {
  EXPECT_EQ(waited_by("some avg10=5.00 avg60=1.00 avg300=0.00 total=900\n"
                      "full avg10=2.00 avg60=0.50 avg300=0.00 total=1500000\n"),
            1500ms);
  EXPECT_EQ(waited_by("some avg10=5.00 avg60=1.00 avg300=0.00 total=900\n"), std::nullopt);
  EXPECT_EQ(waited_by("full total=x"), std::nullopt);
  EXPECT_EQ(waited_by(""), std::nullopt);
}

TEST(InstanceActivity, GrandchildrenBelongToIt) {
  const Child child;
  const auto threads = descending_threads(child.pid);
  EXPECT_EQ(threads.size(), 2U);
  EXPECT_EQ(std::ranges::count(threads, child.pid), 1);
}

TEST(InstanceActivity, WhoReadsThisRuns) {
  EXPECT_TRUE(any_runs({::getpid()}));
  EXPECT_GT(processor_time_of({::getpid()}).count(), 0);
}

TEST(InstanceActivity, WhatIsGoneDoesNothing) {
  constexpr pid_t nobody = 0x7ffffff0;
  EXPECT_FALSE(any_runs({nobody}));
  EXPECT_EQ(processor_time_of({nobody}).count(), 0);
  EXPECT_FALSE(cgroup_processor_time("/nowhere"));
  EXPECT_TRUE(cgroup_threads("/nowhere").empty());
}

TEST(PacketsIn, AreThoseOfTheInstancesInterface) {
  EXPECT_EQ(
      packets_in("Inter-|   Receive\n face |bytes    packets\n"
                 "    lo:     100       7    0    0    0     0          0         0      100      "
                 " 7    0    0    0     0       0          0\n"
                 "  ens5:    5000      30    0    0    0     0          0         0     4000      "
                 "12    0    0    0     0       0          0\n"),
      42U);
  EXPECT_EQ(packets_in("    lo:     100       7    0\n"), std::nullopt);
}

// Goal: what waits for the internet is told from what waits for us, or listens.
TEST(AnyOutside, IsAConnectionBeyondTheInstanceAndUs) {
  const std::string head =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n";
  const auto line = [](const char* other, const char* state) {
    return std::string{"   0: 0A001FAC:D2F0 "} + other + " " + state + " 00000000:00000000\n";
  };
  EXPECT_TRUE(any_outside(head + line("076433C6:01BB", "01")));   // 198.51.100.7, established.
  EXPECT_TRUE(any_outside(head + line("076433C6:01BB", "02")));   // SYN sent.
  EXPECT_FALSE(any_outside(head + line("076433C6:01BB", "06")));  // TIME_WAIT.
  EXPECT_FALSE(any_outside(head + line("0100007F:1F90", "01")));
  EXPECT_FALSE(any_outside(head + line("FEA9FEA9:0050", "01")));  // 169.254.169.254.
  EXPECT_FALSE(any_outside(head + line("00000000:0000", "0A")));
  EXPECT_TRUE(any_outside(head + line("0000000000000000FFFF0000076433C6:01BB", "01")));
  EXPECT_FALSE(any_outside(head));
}

}  // namespace
}  // namespace spotdrill
