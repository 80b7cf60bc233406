// Workers whose lines are mixed.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "drill/recorded.hpp"

namespace spotdrill::drill {
namespace {

using testing::DoubleNear;
using testing::HasSubstr;

/// What four workers print whose lines are mixed, from item `from` to `to` of 30.
void work_together(Recorded& job, double at, int from, int to) {
  for (int item = from; item <= to; ++item) {
    for (int worker = 1; worker <= 4; ++worker) {
      job.print(at + 5 * item + worker / 10.0,
                fmt::format("worker {}: item {}/30", worker, item + worker % 2));
    }
  }
}

TEST(Workers, WorkersThatCountForThemselvesAreAddedUp) {
  Recorded job{""};
  work_together(job, 0, 0, 10);
  EXPECT_THAT(*newest_progress(job.work()), DoubleNear(42, 0.1));
  job.kill(58);
  work_together(job, 10, 11, 29);
  const Work work = job.end(170).work();
  EXPECT_EQ(work.total, 120);
  EXPECT_THAT(work.interruptions.at(0).lost_percent.value_or(-1), DoubleNear(0, 0.1));
  EXPECT_EQ(work.completed_at, second(170));
  EXPECT_THAT(work.progress_from, HasSubstr("of 4 together"));
}

TEST(Workers, WorkersThatWereDoneAreStillCounted) {
  Recorded job{"item ([0-9]+)"};
  for (int item = 0; item <= 10; ++item) {
    job.print(5 * item, fmt::format("worker 1: item {}/10", item));
    job.print(5 * item + 1, fmt::format("worker 2: item {}/30", item));
  }
  EXPECT_EQ(newest_progress(job.work()), 20);
  job.kill(53);
  job.print(60, "worker 2: item 11/30");
  EXPECT_EQ(newest_progress(job.work()), 21);
}

TEST(Workers, ALoadOfManyNodesIsStillNone) {
  Recorded job{""};
  for (int i = 0; i < 12; ++i) {
    job.print(i, fmt::format("node {} at {}/64", i % 3, 20 + 17 * i % 31));
  }
  EXPECT_FALSE(newest_progress(job.work()));
}

}  // namespace
}  // namespace spotdrill::drill
