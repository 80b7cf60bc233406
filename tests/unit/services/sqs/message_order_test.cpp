#include "services/sqs/message_order.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spotdrill::sqs {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Instant start{1'800'000'000s};

/// Messages 1 to `count`, all visible, each sent a second after the one before.
MessageOrder order_of(Position count, bool fifo = false) {
  MessageOrder order{fifo};
  for (Position position = 1; position <= count; ++position) {
    order.add(position, {.sent = start + std::chrono::seconds{position}, .group = "g"}, start);
  }
  return order;
}

std::vector<Position> receive(MessageOrder& order, Instant now, std::size_t count = 10,
                              Duration visibility = 30s) {
  return order.receive(now, count, now + visibility, std::nullopt).received;
}

TEST(MessageOrder, WhatIsInFlightIsVisibleAgainInItsPlaceWhenItsTimeIsOver) {
  MessageOrder order = order_of(3);
  EXPECT_THAT(receive(order, start, 1), ElementsAre(1));
  EXPECT_THAT(receive(order, start + 1s), ElementsAre(2, 3));
  EXPECT_FALSE(order.ready());
  EXPECT_EQ(order.next_visible(), start + 30s);
  order.advance(start + 30s - 1us);
  EXPECT_FALSE(order.ready());
  order.advance(start + 30s);
  EXPECT_THAT(receive(order, start + 30s), ElementsAre(1));
  EXPECT_EQ(order.find(1)->receives, 2);
  EXPECT_EQ(order.find(1)->first_received, start);
  order.advance(start + 1min);
  EXPECT_THAT(receive(order, start + 1min), ElementsAre(1, 2, 3));
}

TEST(MessageOrder, CountsTellTheVisibleTheDelayedAndThoseInFlight) {
  MessageOrder order = order_of(3);
  order.add(4, {.sent = start, .until = start + 5s, .delayed = true}, start);
  receive(order, start, 2);
  EXPECT_EQ(order.visible_count(), 1);
  EXPECT_EQ(order.in_flight_count(), 2);
  EXPECT_EQ(order.delayed_count(), 1);
  order.advance(start + 5s);
  EXPECT_EQ(order.visible_count(), 2);
  EXPECT_EQ(order.delayed_count(), 0);
}

TEST(MessageOrder, WhatIsInFlightForNoTimeIsReceivedOnceInACall) {
  MessageOrder order = order_of(1);
  EXPECT_THAT(receive(order, start, 10, 0s), ElementsAre(1));
  EXPECT_TRUE(order.ready());
}

TEST(MessageOrder, HoldingMovesTheEndOfTheFlight) {
  MessageOrder order = order_of(1);
  receive(order, start);
  order.hold(1, start + 2min, start);
  order.advance(start + 1min);
  EXPECT_FALSE(order.ready());
  order.hold(1, start + 1min, start + 1min);
  EXPECT_TRUE(order.ready());
}

TEST(MessageOrder, AGroupIsLockedUntilWhatIsInFlightOfItIsGone) {
  MessageOrder order{/*fifo=*/true};
  for (Position position = 1; position <= 6; ++position) {
    order.add(position, {.sent = start, .group = position % 2 == 1 ? "odd" : "even"}, start);
  }
  // As many of one group as there are, then of the next.
  EXPECT_THAT(receive(order, start, 2), ElementsAre(1, 3));
  EXPECT_THAT(receive(order, start, 10), ElementsAre(2, 4, 6));
  EXPECT_FALSE(order.ready());
  order.erase(1);
  EXPECT_FALSE(order.ready());
  order.erase(3);
  EXPECT_THAT(receive(order, start, 10), ElementsAre(5));
}

TEST(MessageOrder, AGroupGoesOnInItsOrderAfterAMessageHasComeBack) {
  MessageOrder order = order_of(3, /*fifo=*/true);
  EXPECT_THAT(receive(order, start, 1), ElementsAre(1));
  EXPECT_THAT(receive(order, start, 1), IsEmpty());
  order.advance(start + 30s);
  EXPECT_THAT(receive(order, start + 30s, 2), ElementsAre(1, 2));
}

TEST(MessageOrder, ADelayedMessageHoldsBackItsGroupAndNoOther) {
  MessageOrder order{/*fifo=*/true};
  order.add(1, {.sent = start, .until = start + 10s, .delayed = true, .group = "a"}, start);
  order.add(2, {.sent = start, .group = "a"}, start);
  order.add(3, {.sent = start, .group = "b"}, start);
  EXPECT_THAT(receive(order, start), ElementsAre(3));
  order.advance(start + 10s);
  EXPECT_THAT(receive(order, start + 10s), ElementsAre(1, 2));
}

TEST(MessageOrder, WhatWasReceivedTooOftenIsDeadAndItsGroupGoesOn) {
  MessageOrder order = order_of(3, /*fifo=*/true);
  for (const Instant now : {start, start + 1min}) {
    order.advance(now);
    EXPECT_THAT(order.receive(now, 1, now + 30s, 2).received, ElementsAre(1));
  }
  order.advance(start + 2min);
  const Taken taken = order.receive(start + 2min, 1, start + 3min, 2);
  EXPECT_THAT(taken.received, ElementsAre(2));
  ASSERT_EQ(taken.dead.size(), 1);
  EXPECT_EQ(taken.dead[0].first, 1);
  EXPECT_EQ(taken.dead[0].second.receives, 2);
  EXPECT_EQ(order.find(1), nullptr);
}

TEST(MessageOrder, WhatIsTooOldGoesWhateverItsState) {
  MessageOrder order = order_of(3);
  receive(order, start + 3s, 1);
  EXPECT_EQ(order.oldest(), start + 1s);
  EXPECT_THAT(order.expire(start + 2s), ElementsAre(1, 2));
  EXPECT_EQ(order.in_flight_count(), 0);
  EXPECT_THAT(receive(order, start + 3s), ElementsAre(3));
}

}  // namespace
}  // namespace spotdrill::sqs
