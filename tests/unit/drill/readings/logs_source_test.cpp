#include "drill/readings/logs_source.hpp"

#include <gmock/gmock.h>

#include <deque>

#include "client/transport.hpp"

namespace spotdrill::drill {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Answers with what was put into it, one after the other, and keeps what it was asked.
struct Scripted : client::Transport {
  Scripted(std::deque<std::string>& in_replies, std::vector<std::string>& in_asked)
      : replies(in_replies), asked(in_asked) {}

  Result<protocol::HttpResponse, std::string> perform(
      const std::string&, const protocol::HttpRequest& request) override {
    asked.push_back(request.body);
    if (replies.empty()) return refuse(std::string{"there is none"});
    protocol::HttpResponse response;
    response.status = 200;
    response.headers.set("Content-Type", "application/x-amz-json-1.1");
    response.body = replies.front();
    replies.pop_front();
    return response;
  }

  std::deque<std::string>& replies;
  std::vector<std::string>& asked;
};

class LogGroups : public testing::Test {
 protected:
  std::unique_ptr<Source> source(std::string_view text) {
    return make_source(*parse_source(text), context());
  }
  SourceContext context() {
    return {.client = client_,
            .began = Instant{1000s},
            .now = [] { return Instant{2000s}; },
            .host_path = [](const std::filesystem::path& guest) { return guest; },
            .console = [this]() -> const std::string& { return console_; }};
  }
  static std::string event(int millis, const std::string& id, const std::string& message) {
    return R"({"timestamp":)" + std::to_string(millis) + R"(,"eventId":")" + id +
           R"(","message":")" + message + "\"}";
  }
  static std::vector<std::string> told(const std::vector<Reading>& readings) {
    std::vector<std::string> all;
    for (const Reading& reading : readings) {
      all.push_back(std::to_string(static_cast<int>(reading.value)) + "@" +
                    std::to_string(reading.at.time_since_epoch().count() / 1000));
    }
    return all;
  }

  std::deque<std::string> replies_;
  std::vector<std::string> asked_;
  client::Client client_{{}, std::make_unique<Scripted>(replies_, asked_)};
  std::string console_;
};

// Goal: every event counts once, at its own time, over pages and looks, also one that comes late.
TEST_F(LogGroups, GiveEachEventOnceAtItsOwnTime) {
  const auto steps = source(R"(logs:/job/a:step (\d+))");
  replies_ = {R"({"events":[)" + event(1'000'500, "a", "step 1") + R"(],"nextToken":"t"})",
              R"({"events":[)" + event(1'001'000, "b", "step 2") + "," +
                  event(1'002'000, "c", "nothing") + "]}"};
  EXPECT_THAT(told(steps->read()), ElementsAre("1@1000500", "2@1001000"));
  EXPECT_THAT(asked_[0], HasSubstr(R"("startTime":1000000)"));
  EXPECT_THAT(asked_[1], HasSubstr(R"("nextToken":"t")"));
  EXPECT_TRUE(steps->has_own_times());
  replies_ = {R"({"events":[)" + event(1'000'500, "a", "step 1") + "," +
              event(1'000'900, "late", "step 7") + "," + event(1'070'000, "d", "step 3") + "]}"};
  EXPECT_THAT(told(steps->read()), ElementsAre("7@1000900", "3@1070000"));
  replies_ = {R"({"events":[]})"};
  EXPECT_THAT(told(steps->read()), IsEmpty());
  EXPECT_THAT(asked_.back(), HasSubstr(R"("startTime":1010000)"));
}

// Goal: an event that comes late is no fall of the progress.
TEST(Readings, ThatHaveTimesOfTheirOwnComeWhereTheyBelong) {
  std::vector<Reading> readings;
  for (const int second : {1, 3, 2}) {
    add_reading(readings, {.at = Instant{std::chrono::seconds{second}}, .value = 1.0 * second},
                true);
  }
  EXPECT_EQ(readings[1].value, 2);
  // A look's time is not the reading's own.
  add_reading(readings, {.at = Instant{}, .value = 4}, false);
  EXPECT_EQ(readings.back().value, 4);
}

TEST_F(LogGroups, ThatAreNotThereYetAreAskedAgain) {
  const auto steps = source(R"(logs:/job/a:step (\d+))");
  EXPECT_THAT(steps->read(), IsEmpty());
  replies_ = {R"({"events":[)" + event(1'000'500, "a", "step 1") + "]}"};
  EXPECT_THAT(told(steps->read()), ElementsAre("1@1000500"));
}

TEST_F(LogGroups, SayThatTheWorkIsDone) {
  const auto done = make_done_source(*parse_done("logs:/job/a:^all done$"), context());
  replies_ = {R"({"events":[)" + event(1'000'500, "a", "not all done") + "," +
              event(1'000'600, "b", "all done") + "]}"};
  EXPECT_THAT(told(done->read()), ElementsAre("1@1000600"));
}

TEST_F(LogGroups, AreNamedByGroupAndPattern) {
  const auto named = parse_source(R"(logs:/job/a:took (\d+): yes)");
  ASSERT_TRUE(named.has_value()) << named.error();
  EXPECT_EQ(named->log_group, "/job/a");
  EXPECT_EQ(named->pattern, R"(took (\d+): yes)");
  EXPECT_EQ(to_text(*named), R"(logs /job/a:took (\d+): yes)");
  EXPECT_EQ(to_text(*parse_source("logs:/job/a")), "logs /job/a");
  for (const char* wrong : {"logs:", "logs::x", "logs:g:no group", "logs:g:("}) {
    EXPECT_FALSE(parse_source(wrong).has_value()) << wrong;
  }
  EXPECT_FALSE(parse_done("logs:/job/a").has_value());
  EXPECT_FALSE(parse_done("logs::all done").has_value());
}

}  // namespace
}  // namespace spotdrill::drill
