#include "apps/services.hpp"

#include <gtest/gtest.h>

#include "apps/world.hpp"

namespace spotdrill::apps {
namespace {

// Goal: a drill that is repeated after a reset has the ids that it had before.
TEST(Services, ResetBeginsAgainWithTheSeed) {
  AppWorld world{7};
  const std::string first = world.run_spot_instance();
  const std::string second = world.run_spot_instance();
  for (int round = 0; round < 2; ++round) {
    world.services.reset();
    world.time.settle();
    EXPECT_EQ(world.run_spot_instance(), first);
    EXPECT_EQ(world.run_spot_instance(), second);
  }
}

TEST(Services, ResetWithoutASeedGoesOn) {
  AppWorld world;
  const std::string first = world.run_spot_instance();
  world.services.reset();
  world.time.settle();
  EXPECT_NE(world.run_spot_instance(), first);
}

}  // namespace
}  // namespace spotdrill::apps
