#include "drill/work/fruitless.hpp"

#include <gtest/gtest.h>

#include "drill/observations.hpp"

namespace spotdrill::drill {
namespace {

TEST(WasFruitless, IsAReplacementThatGotNoFurther) {
  Observation seen = handled_well();
  EXPECT_FALSE(was_fruitless(seen, model_work(seen))) << "it got from 55 to 100";
  seen.instances[1].progress = steady(173, 175, 53, 1);
  EXPECT_TRUE(was_fruitless(seen, model_work(seen)));
  seen.instances[1].progress.clear();
  EXPECT_TRUE(was_fruitless(seen, model_work(seen)));
}

TEST(WasFruitless, IsNoneThatWasInterrupted) {
  Observation seen = handled_well();
  seen.instances[1].progress.clear();
  seen.faults[0].began = second(174);
  EXPECT_FALSE(was_fruitless(seen, model_work(seen)));
  seen.faults[0].began = second(50);
  seen.instances[1].notice = second(174);
  EXPECT_FALSE(was_fruitless(seen, model_work(seen)));
}

TEST(WasFruitless, IsNoFirstInstance) {
  Observation seen = handled_well();
  seen.instances.pop_back();
  EXPECT_FALSE(was_fruitless(seen, model_work(seen)));
}

}  // namespace
}  // namespace spotdrill::drill
