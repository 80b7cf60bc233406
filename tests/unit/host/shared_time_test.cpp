#include "host/shared_time.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "base/units.hpp"
#include "guestclock/stamp_history.hpp"
#include "scratch.hpp"

namespace spotdrill {
namespace {

namespace gc = guestclock;

std::int64_t monotonic_ns() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

struct SharedTimeTest : testing::Test {
  SharedTimeTest() {
    shared = std::move(*SharedTime::open(directory));
    const int fd = ::open((directory / gc::waits_name).c_str(), O_RDWR | O_CLOEXEC);
    waits = static_cast<gc::WaitsPage*>(
        ::mmap(nullptr, sizeof(gc::WaitsPage), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
    ::close(fd);
  }
  ~SharedTimeTest() override { ::munmap(waits, sizeof *waits); }

  void wait(std::uint32_t slot, std::chrono::nanoseconds left) const {
    waits->slots[slot].until_ns = monotonic_ns() + shared->ahead().count() + left.count();
    waits->high = std::max(waits->high.load(), slot + 1);
  }

  ScratchDirectory scratch;
  std::filesystem::path directory = scratch.path();
  std::unique_ptr<SharedTime> shared;
  gc::WaitsPage* waits = nullptr;  // As a program sees it.
};

TEST_F(SharedTimeTest, NearestWaitIsSeenWhoseverItIs) {
  wait(3, 2h);
  wait(7, 1h);
  const ProgramWaits seen = shared->waits();
  ASSERT_TRUE(seen.nearest);
  EXPECT_LE(*seen.nearest, 1h);
  EXPECT_GT(*seen.nearest, 59min);
  EXPECT_FALSE(seen.overdue);
}

TEST_F(SharedTimeTest, WhoseWaitIsPassedOverIsWoken) {
  wait(0, 1h);
  const std::uint32_t bell = waits->slots[0].bell;
  shared->publish(1h);
  EXPECT_GT(waits->slots[0].bell.load(), bell);
  EXPECT_TRUE(shared->waits().overdue) << "until it has gone on";
  waits->slots[0].until_ns = 0;
  EXPECT_FALSE(shared->waits().overdue);
}

// Goal: a killed process's wait does not stop time for ever.
TEST_F(SharedTimeTest, WaitThatNobodyEndsIsForgotten) {
  wait(0, -1s);
  EXPECT_TRUE(shared->waits().overdue);
  std::this_thread::sleep_for(150ms);
  shared->waits();
  EXPECT_FALSE(shared->waits().overdue);
  EXPECT_EQ(waits->slots[0].until_ns.load(), 0);
}

TEST_F(SharedTimeTest, NextServerGoesOnWhereItWas) {
  shared->publish(90s);
  EXPECT_EQ(read_ahead(directory), 90s);
  shared.reset();
  shared = std::move(*SharedTime::open(directory));
  EXPECT_EQ(shared->ahead(), 90s);
  EXPECT_FALSE(read_ahead(directory / "none"));
}

TEST_F(SharedTimeTest, AllPlacesInUseIsSaid) {
  for (std::uint32_t slot = 0; slot < gc::waits_max; ++slot) wait(slot, 1h);
  EXPECT_TRUE(shared->waits().full);
}

TEST(AddAhead, FullHistoryLosesItsOldHalfsEverySecond) {
  static gc::Ahead list[gc::history_max];
  std::uint32_t count = 0;
  for (std::int64_t n = 1; n <= 10 * gc::history_max; ++n) count = add_ahead(list, count, {n, n});
  EXPECT_LE(count, gc::history_max);
  EXPECT_EQ(list[count - 1].ahead_ns, 10 * gc::history_max);
  for (std::uint32_t index = 1; index < count; ++index) {
    ASSERT_LT(list[index - 1].since_ns, list[index].since_ns);
  }
}

}  // namespace
}  // namespace spotdrill
