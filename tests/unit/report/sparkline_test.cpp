#include "report/sparkline.hpp"

#include <gtest/gtest.h>

#include "report/golden.hpp"

namespace spotdrill::report {
namespace {

TEST(Sparkline, FallsWhereWorkWasLostAndShowsWhereNobodyWorked) {
  // 274 s: 90 s of work, its instance there until 171 s, from zero at 173 s, gone at 276 s.
  EXPECT_EQ(sparkline(report_of(drill::handled_badly()), 16), "▃▄▅▆▇▇▇▇▇·▂▃▄▅▆█");
  Report waited = report_of(drill::handled_well());
  waited.instances[0].ended_at = drill::second(60);
  EXPECT_EQ(sparkline(waited, 12), "▃▄▅······▅▆█");
}

TEST(Sparkline, IsNothingWhereNothingWasReported) {
  EXPECT_EQ(sparkline(report_of({.began = drill::second(0), .ended = drill::second(1)})), "");
}

}  // namespace
}  // namespace spotdrill::report
