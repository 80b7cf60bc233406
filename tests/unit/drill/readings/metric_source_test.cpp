#include "drill/readings/metric_source.hpp"

#include <gmock/gmock.h>

namespace spotdrill::drill {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ValuesBetween, TellsTheNewestOfAMinute) {
  EXPECT_THAT(values_between({}, {}), IsEmpty());
  EXPECT_THAT(values_between({}, {1, 0, 0, 0}), ElementsAre(0));
  EXPECT_THAT(values_between({2, 3, 1, 2}, {3, 6, 1, 3}), ElementsAre(3));
  EXPECT_THAT(values_between({2, 3, 1, 2}, {4, 10, 1, 4}), ElementsAre(3, 4));
  // A replacement that begins again in the same minute.
  EXPECT_THAT(values_between({2, 99, 49, 50}, {3, 99, 0, 50}), ElementsAre(0));
  EXPECT_THAT(values_between({2, 99, 49, 50}, {4, 100, 0, 50}), ElementsAre(0, 1));
}

}  // namespace
}  // namespace spotdrill::drill
