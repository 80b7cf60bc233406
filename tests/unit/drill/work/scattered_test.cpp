// Counts whose lines have other words each.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "drill/recorded.hpp"

namespace spotdrill::drill {
namespace {

// Goal: each line names another file, so that no two of them look alike.
TEST(Scattered, ACountIsOneWhateverItsLinesName) {
  Recorded job{""};
  const char* files[] = {"intro.mp4", "ocean.mov", "city.avi", "rain.mkv", "sun.webm", "moon.mp4"};
  for (int i = 0; i < 4; ++i) {
    job.print(10 * i, fmt::format("Encoding {} ({} of 6)", files[i], i + 1));
  }
  EXPECT_EQ(newest_progress(job.work()), 4);
  EXPECT_EQ(job.work().total, 6);
  job.kill(35);
  for (int i = 3; i < 6; ++i) {
    job.print(10 * i + 7, fmt::format("Encoding {} ({} of 6)", files[i], i + 1));
  }
  EXPECT_FALSE(job.work().interruptions.at(0).from_zero);
  EXPECT_EQ(job.work().instances[1].resumed_at, 4);
}

TEST(Scattered, StagesThatHaveNamesArePartsOfOneWhole) {
  Recorded job{""};
  const char* stages[] = {"extract", "transform", "load"};
  double at = 0;
  for (int stage = 0; stage < 3; ++stage) {
    for (int percent = 20; percent <= 100; percent += 20) {
      job.print(at += 3, fmt::format("Stage {}/3 ({}): {}%", stage + 1, stages[stage], percent));
    }
  }
  EXPECT_EQ(newest_progress(job.work()), 100);
  EXPECT_EQ(job.end(50).work().completed_at, second(50));
}

}  // namespace
}  // namespace spotdrill::drill
