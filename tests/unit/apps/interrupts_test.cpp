#include "apps/interrupts.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>

namespace spotdrill::apps {
namespace {

// Goal: the first signal is answered at once, SIGHUP as well, and each is counted.
TEST(InterruptsDeathTest, AreCountedAndTheFirstIsAnswered) {
  EXPECT_EXIT(
      {
        catch_interrupts();
        ::raise(SIGHUP);
        const bool one = interrupts() == 1;
        ::raise(SIGTERM);
        ::_exit(one && interrupts() == 2 ? 0 : 1);
      },
      testing::ExitedWithCode(0),
      "Interrupted: ending what was started; once more ends it at once");
}

TEST(InterruptsDeathTest, LeaveAnIgnoredHangUpIgnored) {
  EXPECT_EXIT(
      {
        ::signal(SIGHUP, SIG_IGN);
        catch_interrupts();
        ::raise(SIGHUP);
        ::_exit(interrupts());
      },
      testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace spotdrill::apps
