#include <set>

#include "fixture.hpp"

namespace spotdrill::logs {
namespace {

struct WithStreams : Fixture {
  WithStreams() {
    make_group("g");
    for (const char* name : {"web-1", "web-2", "db"}) make_stream("g", name);
    put("g", "web-1", {"a1", "a3"}, start);
    put("g", "web-2", {"b0", "b2"}, start - 500);
    put("g", "db", {"c4"}, start + 3000);
  }
};

TEST(FilterLogEvents, InterleavesStreamsByTime) {
  WithStreams logs;
  EXPECT_EQ(logs.filter(), "b0 a1 b2 a3 c4");
  EXPECT_EQ(logs.filter(R"("logStreamNames":["db","web-2","db"])"), "b0 b2 c4");
  EXPECT_EQ(logs.filter(R"("logStreamNamePrefix":"web-")"), "b0 a1 b2 a3");
  EXPECT_EQ(logs.filter(R"("logStreamNames":["none"])"),
            "ResourceNotFoundException: The specified log stream does not exist.");
  EXPECT_THAT(logs.filter(R"("logStreamNames":["db"],"logStreamNamePrefix":"w")"),
              testing::HasSubstr("InvalidParameterException"));
  EXPECT_THAT(logs.call("FilterLogEvents", "{}"), testing::HasSubstr("InvalidParameterException"));
}

TEST(FilterLogEvents, PagesUntilThereIsNoToken) {
  WithStreams logs;
  EXPECT_EQ(logs.filter(R"("limit":2)"), "b0 a1");
  // What comes meanwhile behind the page's end is found, what comes before it is not.
  logs.put("g", "db", {"late"}, Fixture::start + 100);
  EXPECT_EQ(logs.filter(R"("limit":2,"nextToken":)" + json_text(logs.next)), "late b2");
  EXPECT_EQ(logs.filter(R"("limit":2,"nextToken":)" + json_text(logs.next)), "a3 c4");
  EXPECT_EQ(logs.next, "");
  EXPECT_EQ(logs.filter(R"("nextToken":"invalid-token")"),
            "InvalidParameterException: The specified nextToken is invalid.");
}

// A search of much that matches nothing gives empty pages, so that nobody waits for it.
TEST(FilterLogEvents, GivesAnEmptyPageWhereItHasSearchedLong) {
  WithStreams logs;
  for (int i = 0; i < 20; ++i) {
    logs.put("g", "db", {std::string(1'000'000, 'x')}, Fixture::start + 4000 + i);
  }
  logs.put("g", "db", {"needle"}, Fixture::start + 5000);
  EXPECT_EQ(logs.filter(R"("filterPattern":"needle")"), "");
  ASSERT_NE(logs.next, "");
  EXPECT_EQ(logs.filter(R"("filterPattern":"needle","nextToken":)" + json_text(logs.next)),
            "needle");
  EXPECT_EQ(logs.next, "");
}

TEST(FilterLogEvents, IdsOfEventsAreTheirOwnAndStay) {
  WithStreams logs;
  logs.put("g", "web-1", {"same", "same"}, Fixture::start);
  const auto ids = [&] {
    std::vector<std::string> all;
    const json::object reply = logs.object("FilterLogEvents", R"({"logGroupName":"g"})");
    EXPECT_EQ(reply.at("searchedLogStreams").get_array().size(), 0);
    for (const json::value& event : reply.at("events").get_array()) {
      all.emplace_back(string_at(event.get_object(), "eventId"));
    }
    return all;
  };
  const auto before = ids();
  EXPECT_EQ((std::set<std::string>{before.begin(), before.end()}.size()), 7U);
  EXPECT_EQ(before.front().size(), 56U);
  logs.restart();
  EXPECT_EQ(ids(), before);
}

TEST(FilterLogEvents, SaysWhatIsWrongWithAPattern) {
  WithStreams logs;
  EXPECT_EQ(logs.filter(R"("filterPattern":"a1")"), "a1");
  EXPECT_EQ(logs.filter(R"("filterPattern":"me@there")"),
            "InvalidParameterException: Invalid character(s) in term 'me@there'");
  EXPECT_EQ(logs.filter(R"("filterPattern":"{ $.a = 1")"),
            "InvalidParameterException: If a filter pattern starts with '{' it must end with '}'");
  EXPECT_EQ(logs.filter(R"("filterPattern":"{ $.a }")"),
            "InvalidParameterException: Invalid filter pattern");
}

}  // namespace
}  // namespace spotdrill::logs
