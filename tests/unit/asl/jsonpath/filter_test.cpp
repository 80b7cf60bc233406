#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asl/jsonpath/path.hpp"
#include "asl/payload.hpp"
#include "asl/unit_scope.hpp"

namespace spotdrill::asl {
namespace {

constexpr std::string_view items = R"({"limit": 2, "wanted": [1, "b"], "text": "b", "list": [
  {"n": 1, "s": "a", "t": ["x"], "f": false, "z": null},
  {"n": 2, "s": "b", "t": ["x", "y"], "f": true},
  {"n": 3.5, "s": "Bb", "t": [], "o": {"p": 1}},
  {"n": "2", "s": "$$.Execution.Input.x"}, 5, "b", null, [9]]})";

/// The values of "n" of those elements of "list" that `condition` lets pass.
std::string passing(std::string_view condition) {
  const auto path = Path::parse("$.list[?(" + std::string{condition} + ")].n");
  if (!path.has_value()) return "refused: " + path.error();
  return single_quoted(write_json(*path->read(*parse_json(items))));
}

TEST(FilterTest, ValuesAreComparedWithLiterals) {
  EXPECT_EQ(passing("@.s == 'a'"), "[1]");
  EXPECT_EQ(passing("@.s=='a'"), "[1]");
  EXPECT_EQ(passing("@.s == \"a\""), "[1]");
  EXPECT_EQ(passing("'a' == @.s"), "[1]");
  EXPECT_EQ(passing("@['s'] == 'a'"), "[1]");
  EXPECT_EQ(passing("@.n == 2"), "[2]");
  EXPECT_EQ(passing("@.n == 2.0"), "[2]");
  EXPECT_EQ(passing("@.f == true"), "[2]");
  EXPECT_EQ(passing("@.f == false"), "[1]");
  EXPECT_EQ(passing("@.z == null"), "[1]");
  EXPECT_EQ(passing("@.s != 'a'"), "[2,3.5,'2']");
  EXPECT_EQ(passing("@.n < 2"), "[1]");
  EXPECT_EQ(passing("@.n <= 2"), "[1,2]");
  EXPECT_EQ(passing("@.n > 2"), "[3.5]");
  EXPECT_EQ(passing("@.n >= 2"), "[2,3.5]");
  EXPECT_EQ(passing("@.n > -1.5e0"), "[1,2,3.5]");
  EXPECT_EQ(passing("@.s > 'Bb'"), "[1,2]");
}

TEST(FilterTest, ValuesOfDifferentTypesAreUnequalAndNeitherIsLess) {
  EXPECT_EQ(passing("@.n == '2'"), "['2']");
  EXPECT_EQ(passing("@.n < 'z'"), "['2']");
  EXPECT_EQ(passing("@.f == 0"), "[]");
  EXPECT_EQ(passing("@.z == false"), "[]");
  EXPECT_EQ(passing("@.z <= null"), "[]");
  EXPECT_EQ(passing("@.f <= true"), "[]");
}

TEST(FilterTest, OfWhatIsNotThereOnlyUnequalHolds) {
  EXPECT_EQ(passing("@.nope == null"), "[]");
  EXPECT_EQ(passing("@.nope == @.nope"), "[]");
  EXPECT_EQ(passing("@.f != true"), "[1,3.5,'2']");
  EXPECT_EQ(passing("@.f nin [true]"), "[1,3.5,'2']");
  EXPECT_EQ(passing("@.nope < 1"), "[]");
}

TEST(FilterTest, AQuotedPathIsText) {
  EXPECT_EQ(passing("@.s == '$$.Execution.Input.x'"), "['2']");
}

TEST(FilterTest, PathsFromTheRootAreCompared) {
  EXPECT_EQ(passing("@.n == $.limit"), "[2]");
  EXPECT_EQ(passing("@.s == $['text']"), "[2]");
  EXPECT_EQ(passing("@.n in $.wanted"), "[1]");
  EXPECT_EQ(passing("@.n == $.list[?(@.s == 'b')].n"), "[]");
  EXPECT_EQ(passing("@.n in $.list[?(@.s == 'b')].n"), "[2]");
}

TEST(FilterTest, ConditionsAreJoined) {
  EXPECT_EQ(passing("@.s == 'a' && (@.n > 1 || !@.f == true)"), "[1]");
  EXPECT_EQ(passing("@.s == 'a' || @.s == 'b' && @.n > 5"), "[1]");
  EXPECT_EQ(passing("(@.s == 'a' || @.s == 'b') && @.n > 1"), "[2]");
  EXPECT_EQ(passing("!(@.s == 'a')"), "[2,3.5,'2']");
  EXPECT_EQ(passing("!@.t"), "['2']");
  EXPECT_EQ(passing("!(!@.t)"), "[1,2,3.5]");
  EXPECT_EQ(passing("@.t&&@.f"), "[1,2]");
}

TEST(FilterTest, AMemberAloneAsksWhetherItIsThere) {
  EXPECT_EQ(passing("@.t"), "[1,2,3.5]");
  EXPECT_EQ(passing("@.z"), "[1]");
  EXPECT_EQ(passing("@.o.p"), "[3.5]");
  EXPECT_EQ(passing("@.t[1]"), "[2]");
  EXPECT_EQ(passing("@.t[*]"), "[1,2]");
  EXPECT_EQ(passing("@..p"), "[3.5]");
  EXPECT_EQ(passing("$.nope"), "[]");
  EXPECT_EQ(passing("@.t.length()"), "[]");
}

TEST(FilterTest, RegularExpressionsMatchTheWholeString) {
  EXPECT_EQ(passing("@.s =~ /b/"), "[2]");
  EXPECT_EQ(passing("@.s =~ /b+/i"), "[2,3.5]");
  EXPECT_EQ(passing("@.s =~ /[ab]/"), "[1,2]");
  EXPECT_EQ(passing("@.n =~ /.*/"), "['2']");
  EXPECT_EQ(passing(R"(@.s =~ /\$.*\.x/)"), "['2']");
}

TEST(FilterTest, ARegularExpressionThatIsNoneOrTooMuchIsRefused) {
  EXPECT_THAT(passing("@.s =~ /(/"), testing::StartsWith("refused: No regular expression"));
  EXPECT_THAT(passing("@.s =~ /a"), testing::StartsWith("refused: "));
  EXPECT_FALSE(Path::parse("$[?(@.s =~ /a\\").has_value());
  EXPECT_THAT(passing("@.s =~ 'a'"), testing::StartsWith("refused: "));
  EXPECT_THAT(passing("@.s == /a/"), testing::StartsWith("refused: "));
  EXPECT_THAT(passing("@.s =~ /(a?){400}/"), testing::StartsWith("refused: "));
  EXPECT_THAT(passing("@.s =~ /((a{40}){40}){40}/"), testing::StartsWith("refused: "));
  EXPECT_THAT(passing("@.s =~ /\\7777777777777777777/"), testing::StartsWith("refused: "));
  EXPECT_THAT(passing("@.s =~ /" + std::string(2'000, '(') + "/"),
              testing::StartsWith("refused: "));
}

TEST(FilterTest, ARegularExpressionDoesNotRunAway) {
  const std::string text(100'000, 'a');
  const json::value value = {{"list", json::array{json::value{{"s", text}}}}};
  const auto path = Path::parse("$.list[?(@.s =~ /(a+)+b/)]");
  EXPECT_EQ(*path->read(value), json::array{});
}

TEST(FilterTest, ListsAreAsked) {
  EXPECT_EQ(passing("@.s in ['a','b']"), "[1,2]");
  EXPECT_EQ(passing("@.s IN ['a', \"b\"]"), "[1,2]");
  EXPECT_EQ(passing("@.n in [1, 3.5, null]"), "[1,3.5]");
  EXPECT_EQ(passing("@.s nin ['a','b']"), "[3.5,'2']");
  EXPECT_EQ(passing("@.t subsetof ['x']"), "[1,3.5]");
  EXPECT_EQ(passing("@.t size 2"), "[2]");
  EXPECT_EQ(passing("@.s size 2"), "[3.5]");
  EXPECT_EQ(passing("@.t empty true"), "[3.5]");
  EXPECT_EQ(passing("@.t empty false"), "[1,2]");
}

TEST(FilterTest, ScalarsAreNeverMatched) {
  const json::value value = *parse_json(R"({"a":["x",1,{"b":1},[1]]})");
  EXPECT_EQ(*Path::parse("$.a[?(@ == 'x')]")->read(value), json::array{});
  EXPECT_EQ(write_json(*Path::parse("$.a[?(@)]")->read(value)), R"([{"b":1},[1]])");
}

TEST(FilterTest, AnObjectIsAskedItself) {
  const json::value value = *parse_json(R"({"a":{"b":1,"c":[{"b":1},{"b":2}]}})");
  EXPECT_EQ(write_json(*Path::parse("$.a[?(@.b == 1)].b")->read(value)), "[1]");
  EXPECT_EQ(write_json(*Path::parse("$..[?(@.b == 1)].b")->read(value)), "[1,1]");
  EXPECT_EQ(write_json(*Path::parse("$..[?(@.b)].b")->read(value)), "[1,1,2]");
}

TEST(FilterTest, WhatIsNoFilterIsRefused) {
  for (const char* condition :
       {"", "1", "'a'", "@.a ==", "@.a == b", "== 1", "@.a = 1", "@.a && ", "(@.a", "@.a)",
        "@.a contains 1", "@.a === 1", "@.a == $$.x", "@.a == $x", "/a/ == 1", "@.a == [1", "!"}) {
    EXPECT_THAT(passing(condition), testing::StartsWith("refused: ")) << condition;
  }
  EXPECT_EQ(passing("@.a contains 1"),
            "refused: The operator 'contains' is not known at character 14 of "
            "'$.list[?(@.a contains 1)].n'");
  EXPECT_FALSE(Path::parse("$.a[?@.b]").has_value());
}

TEST(FilterTest, NestingIsBounded) {
  const auto nested = [](int depth) {
    const auto times = static_cast<std::size_t>(depth);
    return "$[?(" + std::string(times, '(') + "@.a" + std::string(times, ')') + ")]";
  };
  EXPECT_TRUE(Path::parse(nested(200)).has_value());
  EXPECT_FALSE(Path::parse(nested(300)).has_value());
  EXPECT_FALSE(Path::parse("$[?(" + std::string(100'000, '!') + "@.a)]").has_value());
  std::string filters = "@.a";
  for (int i = 0; i < 300; ++i) filters = "@[?(" + filters + ")]";
  EXPECT_FALSE(Path::parse("$[?(" + filters + ")]").has_value());
}

/// Goal: no path, however cruel, takes time or memory without bound.
TEST(FilterTest, CruelPathsEnd) {
  std::string text = "1";
  for (int i = 0; i < 100; ++i) text = "[" + text + ",{\"a\":0}]";
  const json::value value = *parse_json(text);
  for (const char* path : {"$..*..*..*..*..*..*", "$..[?(@..[?(@..[?(@..a)])])]",
                           "$..*..*..*..['a','a']", "$[?(@..*..*..* == @..*..*..*)]"}) {
    EXPECT_TRUE(Path::parse(path)->read(value)) << path;
  }
}

}  // namespace
}  // namespace spotdrill::asl
