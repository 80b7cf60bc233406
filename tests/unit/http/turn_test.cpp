#include "http/turn.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <string>

#include "store/memory_store.hpp"

namespace spotdrill::http {
namespace {

/// A store whose disk takes nothing while `full`.
class FullStore final : public Store {
 public:
  std::vector<Row> load(std::string_view, std::string_view) override { return {}; }
  std::optional<std::string> read(std::string_view, std::string_view, std::string_view) override {
    return std::nullopt;
  }
  std::vector<std::string> scopes(std::string_view) override { return {}; }
  void put(std::string_view, std::string_view, std::string_view, std::string_view) override {}
  void erase(std::string_view, std::string_view, std::string_view) override {}
  bool full = true;

 protected:
  bool write() override { return !full; }
  void erase_all() override {}
};

// Goal: no reply leaves before what its event changed is durable.
TEST(Turn, RepliesWaitForTheCommit) {
  MemoryStore store;
  Turn turn{store};
  std::vector<std::string> order;
  turn.after_commit([&](bool) { order.emplace_back("nothing changed"); });
  store.mark_changed();
  turn.after_commit([&](bool) { order.emplace_back(store.changed() ? "too early" : "committed"); });
  order.emplace_back("the event's end");
  turn.end();
  EXPECT_THAT(order, testing::ElementsAre("nothing changed", "the event's end", "committed"));
}

// Goal: a reply does not wait until a long computation of many events is over.
TEST(Turn, EndsWhenItsTimeIsOver) {
  boost::asio::io_context loop;
  MemoryStore store;
  Turn turn{store};
  int events = 0;
  int events_at_reply = 0;
  const std::function<void()> work = [&] {
    store.mark_changed();
    if (++events == 1) turn.after_commit([&](bool) { events_at_reply = events; });
    const auto end = std::chrono::steady_clock::now() + turn_time_max / 5;
    while (std::chrono::steady_clock::now() < end) {
    }
    if (events < 20) boost::asio::post(loop, work);
  };
  boost::asio::post(loop, work);
  turn.run(loop);
  EXPECT_EQ(events, 20);
  EXPECT_LE(events_at_reply, 6);
}

// Goal: while the disk takes nothing replies are held, and go once it does, with no event needed.
TEST(Turn, RepliesAreHeldUntilTheDiskTakesWhatTheyTell) {
  boost::asio::io_context loop;
  FullStore store;
  Turn turn{store};
  std::vector<bool> replies;
  boost::asio::post(loop, [&] {
    store.mark_changed();
    turn.after_commit([&](bool durable) {
      replies.push_back(durable);
      loop.stop();
    });
  });
  boost::asio::steady_timer room{loop, std::chrono::milliseconds{120}};
  room.async_wait([&](const boost::system::error_code&) {
    EXPECT_TRUE(replies.empty());
    store.full = false;
  });
  boost::asio::steady_timer limit{loop, std::chrono::seconds{10}};
  limit.async_wait([](const boost::system::error_code&) {});
  turn.run(loop);
  EXPECT_THAT(replies, testing::ElementsAre(true));
}

TEST(Turn, RepliesAreRefusedWhenTheDiskTakesNothingForTooLong) {
  boost::asio::io_context loop;
  FullStore store;
  Turn turn{store, std::chrono::milliseconds{100}};
  std::vector<bool> replies;
  boost::asio::post(loop, [&] {
    store.mark_changed();
    turn.after_commit([&](bool durable) {
      replies.push_back(durable);
      loop.stop();
    });
  });
  boost::asio::steady_timer limit{loop, std::chrono::seconds{10}};
  limit.async_wait([](const boost::system::error_code&) {});
  turn.run(loop);
  EXPECT_THAT(replies, testing::ElementsAre(false));
  EXPECT_TRUE(store.changed());
}

}  // namespace
}  // namespace spotdrill::http
