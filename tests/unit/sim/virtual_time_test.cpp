#include "sim/virtual_time.hpp"

#include <gmock/gmock.h>

#include "engine/timers.hpp"

namespace spotdrill::sim {
namespace {

TEST(VirtualTime, EqualInstantsRunInInsertionOrder) {
  VirtualTime time{Instant{}};
  std::vector<int> order;
  time.at(Instant{5s}, [&] { order.push_back(2); });
  time.at(Instant{1s}, [&] {
    order.push_back(1);
    time.at(Instant{5s}, [&] { order.push_back(4); });
  });
  time.at(Instant{5s}, [&] { order.push_back(3); });
  time.run_for(10s);
  EXPECT_THAT(order, testing::ElementsAre(1, 2, 3, 4));
  EXPECT_EQ(time.now(), Instant{10s});
}

TEST(VirtualTime, PastInstantsRunAtOnceAndTimeNeverGoesBack) {
  VirtualTime time{Instant{10s}};
  Instant seen{};
  time.at(Instant{1s}, [&] { seen = time.now(); });
  time.settle();
  EXPECT_EQ(seen, Instant{10s});
}

TEST(Timers, GoWithTheirOwner) {
  VirtualTime time{Instant{}};
  int fired = 0;
  {
    Timers timers{time};
    timers.set("a", Instant{1s}, [&] { ++fired; });
    timers.set("b", Instant{1s}, [&] { ++fired; });
    timers.set("b", Instant{2s}, [&] { ++fired; });
    time.run_for(1s);
    EXPECT_EQ(fired, 1);
  }
  time.run_for(5s);
  EXPECT_EQ(fired, 1);
}

}  // namespace
}  // namespace spotdrill::sim
