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

}  // namespace
}  // namespace spotdrill
