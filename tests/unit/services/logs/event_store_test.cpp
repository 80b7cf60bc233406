#include "services/logs/event_store.hpp"

#include <gtest/gtest.h>

#include "store/memory_store.hpp"

namespace spotdrill::logs {
namespace {

constexpr Instant noon{1'800'000'000s};

std::vector<Event> events_of(int count, std::size_t bytes) {
  std::vector<Event> events;
  for (int i = 0; i < count; ++i) events.push_back({i, i, std::string(bytes, 'x')});
  return events;
}

// A job that puts one event at a time must not make a row of each.
TEST(EventStore, SmallPutsShareAChunk) {
  MemoryStore store;
  EventStore events{store, "us-east-1"};
  for (int i = 0; i < 1000; ++i) events.append("s", events_of(1, 100), noon);
  EXPECT_LE(events.chunks("s").size(), 9U);
  std::size_t count = 0;
  for (const std::uint64_t number : events.chunks("s")) count += events.events(number).size();
  EXPECT_EQ(count, 1000U);
}

TEST(EventStore, LargePutsAreDivided) {
  MemoryStore store;
  EventStore events{store, "us-east-1"};
  events.append("s", events_of(10'000, 74), noon);
  EXPECT_GE(events.chunks("s").size(), 60U);
  EXPECT_EQ(events.stream_bytes("s"), 1'000'000);
  const Chunk& first = events.chunk(*events.chunks("s").begin());
  EXPECT_EQ(first.first, 0);
  EXPECT_GT(first.last, 100);
}

TEST(EventStore, BeyondItsBytesTheOldestGoFirst) {
  MemoryStore store;
  EventStore events{store, "us-east-1", 100'000};
  events.append("old", events_of(3, 20'000), noon);
  events.append("new", events_of(3, 20'000), noon + 1s);
  EXPECT_EQ(events.chunks("old").size(), 1U);
  EXPECT_EQ(events.chunks("new").size(), 3U);
  store.commit();
  EXPECT_EQ(store.load("logs.events", "us-east-1").size(), 4U);
  EXPECT_EQ(store.load("logs.chunks", "us-east-1").size(), 4U);
}

TEST(EventStore, NumbersAreNotUsedAgainByTheNextDaemon) {
  MemoryStore store;
  std::uint64_t number = 0;
  {
    EventStore events{store, "us-east-1"};
    events.append("s", events_of(1, 1), noon);
    number = *events.chunks("s").begin();
    events.erase_stream("s");
    store.commit();
  }
  EventStore events{store, "us-east-1"};
  events.append("s", events_of(1, 1), noon + 1s);
  EXPECT_GT(*events.chunks("s").begin(), number);
}

TEST(EventStore, ForgetsChunksThatAreTooOldAsAWhole) {
  MemoryStore store;
  EventStore events{store, "us-east-1"};
  events.append("s", {{10, 10, std::string(16'000, 'a')}, {20, 20, std::string(16'000, 'b')}},
                noon);
  events.expire("s", 10);
  EXPECT_EQ(events.chunks("s").size(), 2U);
  events.expire("s", 20);
  EXPECT_EQ(events.chunks("s").size(), 1U);
}

}  // namespace
}  // namespace spotdrill::logs
