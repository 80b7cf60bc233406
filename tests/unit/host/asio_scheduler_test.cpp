#include "host/asio_scheduler.hpp"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <string>

namespace spotdrill {
namespace {

class AsioSchedulerTest : public ::testing::Test {
 protected:
  boost::asio::io_context loop;
  RealClock clock{RealClock::origin_now(100.0)};
  AsioScheduler scheduler{loop, clock};
  std::string order;

  Scheduler::Event mark(char letter) {
    return [this, letter] { order += letter; };
  }
};

TEST_F(AsioSchedulerTest, RunsByInstantAndThenByInsertion) {
  const Instant now = clock.now();
  scheduler.at(now + 2s, mark('d'));
  scheduler.at(now + 1s, mark('b'));
  scheduler.at(now + 1s, mark('c'));
  scheduler.at(now - 1s, mark('a'));
  EXPECT_EQ(order, "");
  loop.run_for(100ms);
  EXPECT_EQ(order, "abcd");
}

TEST_F(AsioSchedulerTest, CancelledEventDoesNotRun) {
  const Instant now = clock.now();
  const TimerId first = scheduler.at(now + 1s, mark('a'));
  const TimerId second = scheduler.at(now + 2s, mark('b'));
  scheduler.at(now + 3s, [&] {
    scheduler.cancel(second);
    order += 'c';
  });
  scheduler.cancel(first);
  scheduler.cancel(first);
  scheduler.cancel(4711);
  loop.run_for(100ms);
  EXPECT_EQ(order, "bc");
}

TEST_F(AsioSchedulerTest, EventThatSchedulesItselfForNowDoesNotStarveTheLoop) {
  int turns = 0;
  std::function<void()> again = [&] {
    if (++turns < 1000) scheduler.at(clock.now(), again);
  };
  scheduler.at(clock.now(), again);
  loop.run_one();
  EXPECT_LT(turns, 5);
  loop.run_for(2s);
  EXPECT_EQ(turns, 1000);
}

TEST_F(AsioSchedulerTest, RunsWithinMillisecondsOfItsInstant) {
  Duration late{};
  const Instant due = clock.now() + 10s;  // A tenth of a real second.
  scheduler.at(due, [&] { late = clock.now() - due; });
  loop.run_for(300ms);
  EXPECT_GE(late, 0us);
  EXPECT_LT(late, 5s);  // 50 ms of real time, on a machine that does other things too.
}

}  // namespace
}  // namespace spotdrill
