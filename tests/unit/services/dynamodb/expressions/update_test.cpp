// Update and projection expressions: what they make of an item, and what is refused.
#include "services/dynamodb/expressions/update.hpp"

#include <gtest/gtest.h>

#include "services/dynamodb/expressions/path.hpp"
#include "services/dynamodb/expressions/projection.hpp"

namespace spotdrill::dynamodb::expressions {
namespace {

Value n(std::string_view text) {
  return {Number::parse(text).value()};
}
Value s(std::string text) {
  return {std::move(text)};
}

/// "a=1 l=[1,2] m={x=y}".
std::string shown(const Attributes& item);
std::string shown(const Value& value) {
  if (const auto* list = value.as<List>()) {
    std::string text;
    for (const Value& each : list->elements) text += (text.empty() ? "" : ",") + shown(each);
    return "[" + text + "]";
  }
  if (const auto* map = value.as<Map>()) return "{" + shown(map->attributes) + "}";
  const std::string text = dynamodb::display(value);
  return text.substr(text.find(':') + 1, text.size() - text.find(':') - 2);
}
std::string shown(const Attributes& item) {
  std::string text;
  for (const auto& [name, value] : item) {
    text += (text.empty() ? "" : " ") + name + "=" + shown(value);
  }
  return text;
}

struct Updates : testing::Test {
  Attributes item{{"a", n("1")},
                  {"l", {List{{n("1"), n("2"), n("3")}}}},
                  {"m", {Map{{{"x", s("y")}}}}},
                  {"st", {StringSet{{"p", "q"}}}}};
  Attributes values{{":one", n("1")},
                    {":two", n("2")},
                    {":s", s("new")},
                    {":list", {List{{n("8"), n("9")}}}},
                    {":set", {StringSet{{"q", "r"}}}},
                    {":nset", {NumberSet{{*n("1").as<Number>()}}}},
                    {":big", n("9E125")}};

  std::string outcome(std::string_view expression) {
    Substitutes substitutes{{{"#a", "a"}}, values};
    const auto update = parse_update(expression, substitutes);
    if (!update.has_value()) return update.error();
    const auto after = expressions::apply(*update, item);
    return after.has_value() ? shown(*after) : after.error();
  }
};

TEST_F(Updates, EveryActionDoesWhatItSays) {
  const std::string rest = " l=[1,2,3] m={x=y} st=[p, q]";
  EXPECT_EQ(outcome("SET a = :s"), "a=new" + rest);
  EXPECT_EQ(outcome("set #a = a + :two"), "a=3" + rest);
  EXPECT_EQ(outcome("SET a = :one - a"), "a=0" + rest);
  EXPECT_EQ(outcome("SET a = (a + :one)"), "a=2" + rest);
  EXPECT_EQ(outcome("SET a = if_not_exists(a, :two), b = if_not_exists(c, :two)"),
            "a=1 b=2" + rest);
  EXPECT_EQ(outcome("SET b = if_not_exists(b, :two) + :one"), "a=1 b=3" + rest);
  EXPECT_EQ(outcome("SET l = list_append(l, :list)"), "a=1 l=[1,2,3,8,9] m={x=y} st=[p, q]");
  EXPECT_EQ(outcome("SET l = list_append(:list, l)"), "a=1 l=[8,9,1,2,3] m={x=y} st=[p, q]");
  EXPECT_EQ(outcome("SET l[1] = :s, l[9] = :two, l[7] = :one"),
            "a=1 l=[1,new,3,1,2] m={x=y} st=[p, q]");
  EXPECT_EQ(outcome("SET m.z = :s"), "a=1 l=[1,2,3] m={x=y z=new} st=[p, q]");
  EXPECT_EQ(outcome("SET a = l[0], l[0] = a"), "a=1" + rest);
  EXPECT_EQ(outcome("REMOVE a, l[0], l[2], m.x"), "l=[2] m={} st=[p, q]");
  EXPECT_EQ(outcome("REMOVE nothing, l[9], m.nope"), "a=1" + rest);
  EXPECT_EQ(outcome("ADD a :two, b :one, st :set"), "a=3 b=1 l=[1,2,3] m={x=y} st=[p, q, r]");
  EXPECT_EQ(outcome("DELETE st :set"), "a=1 l=[1,2,3] m={x=y} st=[p]");
  item["st"] = {StringSet{{"q"}}};
  EXPECT_EQ(outcome("DELETE st :set, nope :set"), "a=1 l=[1,2,3] m={x=y}");
  EXPECT_EQ(outcome("SET b = :one REMOVE m ADD a :one DELETE st :set"), "a=2 b=1 l=[1,2,3]");
}

TEST_F(Updates, WhatTheItemDoesNotHaveIsRefused) {
  constexpr const char* type = "An operand in the update expression has an incorrect data type";
  constexpr const char* path =
      "The document path provided in the update expression is invalid for update";
  EXPECT_EQ(outcome("SET a = nope"),
            "The provided expression refers to an attribute that does not exist in the item");
  EXPECT_EQ(outcome("SET nope.x = :one"), path);
  EXPECT_EQ(outcome("SET a.x = :one"), path);
  EXPECT_EQ(outcome("SET m[0] = :one"), path);
  EXPECT_EQ(outcome("REMOVE nope.x"), path);
  EXPECT_EQ(outcome("SET b = m + :one"), type);
  EXPECT_EQ(outcome("SET b = list_append(a, :list)"), type);
  EXPECT_EQ(outcome("ADD m :one"), type);
  EXPECT_EQ(outcome("DELETE st :nset"), type);
  EXPECT_EQ(outcome("SET b = :big + :big"),
            "Number overflow. Attempting to store a number with magnitude larger than supported "
            "range");
}

TEST_F(Updates, WhatIsNoneIsRefused) {
  EXPECT_EQ(outcome("SET a = :one,"), R"(Syntax error; token: "<EOF>", near: ",")");
  EXPECT_EQ(outcome("SET"), R"(Syntax error; token: "<EOF>", near: "SET")");
  EXPECT_EQ(outcome("a = :one"), R"(Syntax error; token: "a", near: "a =")");
  EXPECT_EQ(outcome("SET a = VALUE 1"), R"(Syntax error; token: "1", near: "VALUE 1")");
  EXPECT_EQ(outcome("SET a = a / :one"), R"(Syntax error; token: "/", near: "a / :one")");
  EXPECT_EQ(outcome("ADD a b"), R"(Syntax error; token: "b", near: "a b")");
  EXPECT_EQ(outcome("SET a = :one SET b = :one"),
            "The \"SET\" section can only be used once in an update expression;");
  EXPECT_EQ(outcome("SET m = :one REMOVE m.x"),
            "Two document paths overlap with each other; must remove or rewrite one of these "
            "paths; path one: [m], path two: [m, x]");
  EXPECT_EQ(outcome("SET l[0].x = :one, l.y = :one"),
            "Two document paths conflict with each other; must remove or rewrite one of these "
            "paths; path one: [l, [0], x], path two: [l, y]");
  EXPECT_EQ(outcome("ADD a :s"),
            "Incorrect operand type for operator or function; operator: ADD, operand type: "
            "STRING");
  EXPECT_EQ(outcome("DELETE a :one"),
            "Incorrect operand type for operator or function; operator: DELETE, operand type: "
            "NUMBER");
  EXPECT_EQ(outcome("SET a = size(l)"), "Invalid function name; function: size");
  EXPECT_EQ(outcome("SET a = if_not_exists(:one, :two)"),
            "Operator or function requires a document path; operator or function: if_not_exists");
  EXPECT_EQ(outcome("SET a = list_append(l, :one)"),
            "Incorrect operand type for operator or function; operator or function: list_append, "
            "operand type: N");
  EXPECT_EQ(outcome("SET a = :s + :one"),
            "Incorrect operand type for operator or function; operator or function: +, operand "
            "type: S");
  EXPECT_EQ(outcome("SET l[99999999999999999999999] = :one"),
            "List index is not within the allowable range; index: [99999999999999999999999]");
}

std::string projected(std::string_view expression, const Attributes& item) {
  Substitutes substitutes{{{"#name", "name"}}, {}};
  const auto paths = parse_projection(expression, substitutes);
  return paths.has_value() ? shown(project(item, *paths)) : paths.error();
}

TEST(Projection, TakesWhatThePathsName) {
  const Attributes item{{"a", n("1")},
                        {"l", {List{{n("1"), {Map{{{"x", n("2")}, {"y", n("3")}}}}, n("4")}}}},
                        {"m", {Map{{{"p", {Map{{{"q", n("5")}}}}}, {"r", n("6")}}}}},
                        {"name", s("z")}};
  EXPECT_EQ(projected("a, nope, #name", item), "a=1 name=z");
  EXPECT_EQ(projected("l[2], l[0], l[1].x", item), "l=[1,{x=2},4]");
  EXPECT_EQ(projected("m.p.q, m.r", item), "m={p={q=5} r=6}");
  EXPECT_EQ(projected("a.x, m[0], l[7]", item), "");
  EXPECT_EQ(projected("a, a", item),
            "Two document paths overlap with each other; must remove or rewrite one of these "
            "paths; path one: [a], path two: [a]");
  EXPECT_EQ(projected("a,", item), R"(Syntax error; token: "<EOF>", near: ",")");
  EXPECT_EQ(projected("name", item),
            "Attribute name is a reserved keyword; reserved keyword: name");
}

}  // namespace
}  // namespace spotdrill::dynamodb::expressions
