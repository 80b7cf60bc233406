#include "asl/jsonpath/path.hpp"

#include <gtest/gtest.h>

#include "asl/payload.hpp"
#include "asl/unit_scope.hpp"

namespace spotdrill::asl {
namespace {

/// What `path` gives of `document`, as text with ' for "; "nothing" when it finds nothing.
std::string read_of(std::string_view path, std::string_view document) {
  const auto parsed = Path::parse(path);
  if (!parsed.has_value()) return "refused: " + parsed.error();
  const auto value = parsed->read(*parse_json(document));
  return value ? single_quoted(write_json(*value)) : "nothing";
}

constexpr std::string_view shop = R"json({
  "store": {"name": "x y", "books": [
    {"title": "A", "price": 8, "tags": ["old", "red"], "isbn": null},
    {"title": "B", "price": 12.5, "tags": []},
    {"title": "C", "price": 12, "tags": ["red"], "used": true}],
    "bicycle": {"price": 20}},
  "limit": 10, "wanted": ["C", "A"], "numbers": [1, 2, 3, 4, 5],
  "detail-type": "d", "a.b": {"ü": 1}, "none": null, "length": {"length()": 7}})json";

TEST(PathTest, TheWholeInputIsDollar) {
  EXPECT_EQ(read_of("$", "[1]"), "[1]");
  EXPECT_TRUE(Path{}.whole());
  EXPECT_EQ(Path{}.text(), "$");
  EXPECT_TRUE(Path{}.reference());
}

TEST(PathTest, MembersStandAfterPointsOrInBrackets) {
  EXPECT_EQ(read_of("$.store.name", shop), "'x y'");
  EXPECT_EQ(read_of("$['store']['name']", shop), "'x y'");
  EXPECT_EQ(read_of("$[ \"store\" ].name", shop), "'x y'");
  EXPECT_EQ(read_of("$.store.['name']", shop), "'x y'");
  EXPECT_EQ(read_of("$.detail-type", shop), "'d'");
  EXPECT_EQ(read_of("$['a.b'].ü", shop), "1");
  // As recorded on AWS: a backslash stands for itself, but before the name's own quote.
  EXPECT_EQ(read_of(R"($['Test\""Name"'])", R"({"Test\\\"\"Name\"": 1})"), "1");
  EXPECT_EQ(read_of(R"($['a\'b\u00fc'])", R"({"a'b\\u00fc": 1})"), "1");
}

TEST(PathTest, APlaceIsFoundInTheTextToo) {
  const auto text_of = [](std::string_view path, std::string_view text) {
    return Path::parse(path)->find_text(text).value_or("nothing");
  };
  constexpr std::string_view text = R"( {"a" : [1, {"b\u0062": [ "x\"]", 2 ] }], "a b": -1.5 } )";
  EXPECT_EQ(text_of("$", text), R"({"a" : [1, {"b\u0062": [ "x\"]", 2 ] }], "a b": -1.5 })");
  EXPECT_EQ(text_of("$.a[1].bb", text), R"([ "x\"]", 2 ])");
  EXPECT_EQ(text_of("$.a[-1].bb[0]", text), R"("x\"]")");
  EXPECT_EQ(text_of("$['a b']", text), "-1.5");
  for (const char* path : {"$.b", "$.a.b", "$.a[2]", "$.a[-3]", "$['a b'][0]", "$..a"}) {
    EXPECT_EQ(text_of(path, text), "nothing") << path;
  }
  EXPECT_EQ(text_of("$.a", R"({"a":1,"a":{}})"), "{}");
  EXPECT_EQ(text_of("$[0]", "[]"), "nothing");
}

TEST(PathTest, WhatIsNotThereIsNothing) {
  EXPECT_EQ(read_of("$.nope", shop), "nothing");
  EXPECT_EQ(read_of("$.store.nope.deeper", shop), "nothing");
  EXPECT_EQ(read_of("$.limit.a", shop), "nothing");
  EXPECT_EQ(read_of("$.limit[0]", shop), "nothing");
  EXPECT_EQ(read_of("$.store[0]", shop), "nothing");
  EXPECT_EQ(read_of("$.none.a", shop), "nothing");
  EXPECT_EQ(read_of("$.numbers[5]", shop), "nothing");
  EXPECT_EQ(read_of("$.numbers[-6]", shop), "nothing");
  EXPECT_EQ(read_of("$.a", "1"), "nothing");
}

TEST(PathTest, NullIsThere) {
  EXPECT_EQ(read_of("$.none", shop), "null");
}

TEST(PathTest, IndicesCountFromEitherEnd) {
  EXPECT_EQ(read_of("$.numbers[0]", shop), "1");
  EXPECT_EQ(read_of("$.numbers[-1]", shop), "5");
  EXPECT_EQ(read_of("$.numbers[ 1 ]", shop), "2");
}

TEST(PathTest, AnIndefinitePathGivesAnArrayAlsoOfOneAndOfNone) {
  EXPECT_EQ(read_of("$.store.books[*].title", shop), "['A','B','C']");
  EXPECT_EQ(read_of("$.store.books[*].used", shop), "[true]");
  EXPECT_EQ(read_of("$.store.books[*].nope", shop), "[]");
  EXPECT_EQ(read_of("$.item.items[*]", "{}"), "[]");
  EXPECT_EQ(read_of("$.item.items[*].a[0:1]", "{}"), "[]");
  EXPECT_EQ(read_of("$.limit[*]", shop), "[]");
}

TEST(PathTest, AWildcardTakesElementsAndMembers) {
  EXPECT_EQ(read_of("$.numbers[*]", shop), "[1,2,3,4,5]");
  EXPECT_EQ(read_of("$.store.bicycle.*", shop), "[20]");
  EXPECT_EQ(read_of("$.store.books[*].tags[*]", shop), "['old','red','red']");
}

TEST(PathTest, SlicesAreHalfOpen) {
  EXPECT_EQ(read_of("$.numbers[1:3]", shop), "[2,3]");
  EXPECT_EQ(read_of("$.numbers[3:]", shop), "[4,5]");
  EXPECT_EQ(read_of("$.numbers[:2]", shop), "[1,2]");
  EXPECT_EQ(read_of("$.numbers[-2:]", shop), "[4,5]");
  EXPECT_EQ(read_of("$.numbers[:-2]", shop), "[1,2,3]");
  EXPECT_EQ(read_of("$.numbers[-9:]", shop), "[1,2,3,4,5]");
  EXPECT_EQ(read_of("$.numbers[3:99]", shop), "[4,5]");
  EXPECT_EQ(read_of("$.numbers[-3:-1]", shop), "[3,4]");
}

TEST(PathTest, ASliceOfMixedSignsIsJayways) {
  EXPECT_EQ(read_of("$.numbers[1:-1]", shop), "[]");
  EXPECT_EQ(read_of("$.numbers[-2:1]", shop), "[4,5,1]");
  EXPECT_EQ(read_of("$.numbers[-2147483648:1]", shop), "[1,2,3,4,5,1]");
}

TEST(PathTest, UnionsTakeSeveral) {
  EXPECT_EQ(read_of("$.numbers[0,2,-1,9]", shop), "[1,3,5]");
  EXPECT_EQ(read_of("$.store.books[0]['title','price','nope']", shop), "{'title':'A','price':8}");
  EXPECT_EQ(read_of("$.store.books[1:]['title', \"price\"]", shop),
            "[{'title':'B','price':12.5},{'title':'C','price':12}]");
  EXPECT_EQ(read_of("$['limit','length']['length()']", shop), "[7]");
  EXPECT_EQ(read_of("$.limit['a','b']", shop), "nothing");
}

TEST(PathTest, ADeepScanFindsWhatStandsAboveFirst) {
  EXPECT_EQ(read_of("$..price", shop), "[8,12.5,12,20]");
  EXPECT_EQ(read_of("$..a", R"({"a":{"a":1}})"), "[{'a':1},1]");
  EXPECT_EQ(read_of("$.store..tags[0]", shop), "['old','red']");
  EXPECT_EQ(read_of("$..[0]", R"([[1],[2]])"), "[[1],1,2]");
  EXPECT_EQ(read_of("$..*", R"({"a":[1],"b":2})"), "[[1],2,1]");
  EXPECT_EQ(read_of("$..['title','used']", shop), "[{'title':'C','used':true}]");
  EXPECT_EQ(read_of("$..nope", shop), "[]");
}

TEST(PathTest, FunctionsAreMembersThatAreNotThere) {
  EXPECT_EQ(read_of("$.numbers.length()", shop), "nothing");
  EXPECT_EQ(read_of("$.numbers.sum()", shop), "nothing");
  EXPECT_EQ(read_of("$.length.length()", shop), "7");
}

TEST(PathTest, RootsAreInputContextAndVariables) {
  EXPECT_EQ(Path::parse("$.a")->root(), Path::Root::Input);
  EXPECT_EQ(Path::parse("$$.Execution.Id")->root(), Path::Root::Context);
  EXPECT_TRUE(Path::parse("$$")->whole());
  const auto variable = Path::parse("$my_var1.a");
  EXPECT_EQ(variable->root(), Path::Root::Variable);
  EXPECT_EQ(variable->variable(), "my_var1");
  UnitScope scope{R"({"a":1})", R"({"Execution":{"Id":"e"}})"};
  scope.variables["my_var1"] = {{"a", 2}};
  EXPECT_EQ(*Path::parse("$.a")->read(scope), 1);
  EXPECT_EQ(*Path::parse("$$.Execution.Id")->read(scope), "e");
  EXPECT_EQ(*variable->read(scope), 2);
  EXPECT_EQ(Path::parse("$other[*]")->read(scope), std::nullopt);
}

TEST(PathTest, DefiniteAndReferencePathsAreToldFromOthers) {
  for (const char* text : {"$", "$.a", "$['a'][0]"}) {
    EXPECT_TRUE(Path::parse(text)->definite()) << text;
    EXPECT_TRUE(Path::parse(text)->reference()) << text;
  }
  EXPECT_TRUE(Path::parse("$.a[-1]")->definite());
  EXPECT_FALSE(Path::parse("$.a[-1]")->reference());
  for (const char* text : {"$.*", "$..a", "$[0,1]", "$[1:]", "$['a','b']", "$[?(@.a)]"}) {
    EXPECT_FALSE(Path::parse(text)->definite()) << text;
    EXPECT_FALSE(Path::parse(text)->reference()) << text;
  }
}

TEST(PathTest, FindPointsIntoTheValue) {
  const json::value value = *parse_json(R"({"a":[{"b":1}]})");
  const json::value* found = Path::parse("$.a[0].b")->find(value);
  EXPECT_EQ(found, &value.at("a").at(0).at("b"));
  EXPECT_EQ(Path::parse("$.a[*]")->find(value), nullptr);
}

TEST(PathTest, WhatIsNoPathSaysWhyAndWhere) {
  EXPECT_EQ(Path::parse("$.a[").error(),
            "An index, a quoted name, '*' or '?(' is missing at character 5 of '$.a['");
  for (const char* text : {"",         "a",        "$.",
                           "$..",      "$.a.",     "$a b",
                           "$.a b",    "$[",       "$[]",
                           "$['a'",    "$['a",     "$[1",
                           "$[1:2:3]", "$[:]",     "$[99999999999]",
                           "$['a',]",  "$['a',1]", "$[0,]",
                           "$.a]",     "$ ",       "$$name",
                           "$.'a'",    "$[a]",     "$[(@.length-1)]"}) {
    EXPECT_FALSE(Path::parse(text).has_value()) << text;
  }
}

TEST(PathWriteTest, ResultPathReplacesTheWhole) {
  json::value root = {{"a", 1}};
  ASSERT_TRUE(Path{}.write(root, 5).has_value());
  EXPECT_EQ(root, 5);
}

std::string written(std::string_view path, std::string_view document) {
  json::value root = *parse_json(document);
  const auto result = Path::parse(path)->write(root, json::value("v"));
  if (!result.has_value()) return result.error().error + ": " + result.error().cause;
  return single_quoted(write_json(root));
}

TEST(PathWriteTest, ObjectsAreMadeOnTheWay) {
  EXPECT_EQ(written("$.a.b.c", R"({"x":1})"), "{'x':1,'a':{'b':{'c':'v'}}}");
  EXPECT_EQ(written("$.a.b", R"({"a":{"c":1}})"), "{'a':{'c':1,'b':'v'}}");
  EXPECT_EQ(written("$.a.b", R"({"a":null})"), "{'a':{'b':'v'}}");
  EXPECT_EQ(written("$.a.b", R"({"a":"text"})"), "{'a':{'b':'v'}}");
  EXPECT_EQ(written("$.a", "7"), "{'a':'v'}");
}

TEST(PathWriteTest, AnIndexMustBeThere) {
  EXPECT_EQ(written("$.a[1]", R"({"a":[1,2]})"), "{'a':[1,'v']}");
  EXPECT_EQ(written("$.a[1].b", R"({"a":[1,2]})"), "{'a':[1,{'b':'v'}]}");
  EXPECT_EQ(written("$.a[2]", R"({"a":[1,2]})"),
            "States.ResultPathMatchFailure: Unable to apply step \"[2]\" to input {\"a\":[1,2]}");
  EXPECT_EQ(written("$.b[0]", "{}"),
            "States.ResultPathMatchFailure: Unable to apply step \"[0]\" to input {}");
  EXPECT_EQ(written("$.b.c[0]", R"({"b":1})"),
            "States.ResultPathMatchFailure: Unable to apply step \"[0]\" to input {\"b\":1}");
}

TEST(PathWriteTest, ALoopThatNestsItsInputEnds) {
  const Path path = *Path::parse("$.a");
  json::value value = json::object{};
  int times = 0;
  for (;; ++times) {
    json::value next = json::object{};
    if (!path.write(next, value).has_value()) break;
    value = std::move(next);
  }
  EXPECT_EQ(times, 255);
}

}  // namespace
}  // namespace spotdrill::asl
