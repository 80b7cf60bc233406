// Conditions: what holds, and what is refused in which words.
#include "services/dynamodb/expressions/condition.hpp"

#include <gtest/gtest.h>

#include "services/dynamodb/expressions/evaluate.hpp"
#include "services/dynamodb/expressions/key_condition.hpp"

namespace spotdrill::dynamodb::expressions {
namespace {

Value num(std::string_view text) {
  return {Number::parse(text).value()};
}
Value str(std::string text) {
  return {std::move(text)};
}

struct Conditions : testing::Test {
  Attributes item{
      {"s", str("hello")},
      {"n", num("5")},
      {"b", {Binary{"\1\2\3"}}},
      {"t", {true}},
      {"z", {Null{}}},
      {"ss", {StringSet{{"x", "y"}}}},
      {"ns", {NumberSet{{*num("1").as<Number>(), *num("2").as<Number>()}}}},
      {"bs", {BinarySet{{"\1", "\2"}}}},
      {"li", {List{{num("1"), str("two"), {Map{{{"inn", num("3")}}}}}}}},
      {"mp", {Map{{{"k", str("v")}, {"size", num("9")}}}}},
  };
  Attributes values{
      {":s", str("hello")},     {":he", str("he")},  {":n", num("5")},
      {":n4", num("4")},        {":n6", num("6.0")}, {":b", {Binary{"\1\2\3"}}},
      {":b1", {Binary{"\1"}}},  {":x", str("x")},    {":one", num("1")},
      {":two", str("two")},     {":S", str("S")},    {":M", str("M")},
      {":true", {true}},        {":null", {Null{}}}, {":three", num("3")},
      {":map", {Map{}}},        {":list", {List{}}}, {":yx", {StringSet{{"y", "x"}}}},
      {":bogus", str("bogus")}, {":v", str("v")},
  };

  std::string outcome(std::string_view expression) {
    Substitutes substitutes{{{"#n", "n"}, {"#size", "size"}, {"#dot", "a.b"}}, values};
    const auto parsed = parse_condition(expression, substitutes);
    if (!parsed.has_value()) return parsed.error();
    return holds(*parsed, item) ? "true" : "false";
  }
};

TEST_F(Conditions, EveryOperatorHoldsWhereItShould) {
  for (const char* expression : {"s = :s",
                                 "n = :n",
                                 "b = :b",
                                 "t = :true",
                                 "z = :null",
                                 "ss = :yx",
                                 "s <> :x",
                                 "n <> :s",
                                 "n < :n6",
                                 "n <= :n",
                                 "n > :n4",
                                 "n >= :n",
                                 "b > :b1",
                                 "n BETWEEN :n4 AND :n6",
                                 "n between :n and :n",
                                 "s IN (:x, :s)",
                                 ":n = n",
                                 "n in (:n)",
                                 "NOT n = :n4",
                                 "n = :n4 OR s = :s",
                                 "n = :n AND s = :s OR t = :x",
                                 "not (n = :n4 and s = :s)",
                                 "n = :n4 AND n = :n4 OR s = :s",
                                 "s = :s OR n = :n4 AND n = :n4",
                                 "#n = :n",
                                 "(n = :n)",
                                 "(n) = :n",
                                 "n = (:n)",
                                 "li[0] = :one",
                                 "li[2].inn = :three",
                                 "mp.k = :v",
                                 "mp.#size > :n",
                                 "gone <> :s"}) {
    EXPECT_EQ(outcome(expression), "true") << expression;
  }
  for (const char* expression :
       {"s = :x", "n = :s", "n < :n", "n > :s", "s < :n", "gone = :s", "gone < :n",
        "n BETWEEN :n6 AND gone", "s IN (:x, :n)", "NOT n = :n", "n = :n AND s = :x",
        "li[9] = :one", "s.k = :v", "li.k = :v", "mp[0] = :v", "gone = nope"}) {
    EXPECT_EQ(outcome(expression), "false") << expression;
  }
}

TEST_F(Conditions, EveryFunctionHoldsWhereItShould) {
  for (const char* expression : {"attribute_exists(s)",
                                 "attribute_exists(li[2].inn)",
                                 "attribute_not_exists(gone)",
                                 "attribute_not_exists(mp.nope)",
                                 "attribute_type(s, :S)",
                                 "attribute_type(mp, :M)",
                                 "begins_with(s, :he)",
                                 "begins_with(b, :b1)",
                                 "contains(s, :he)",
                                 "contains(ss, :x)",
                                 "contains(ns, :one)",
                                 "contains(bs, :b1)",
                                 "contains(li, :two)",
                                 "contains(b, :b1)",
                                 "size(s) = :n",
                                 "size(li) = :three",
                                 "size(mp) < :three",
                                 "size(ss) > :one",
                                 "size(b) = :three",
                                 ":three = size(ns) OR size(bs) > :one"}) {
    EXPECT_EQ(outcome(expression), "true") << expression;
  }
  for (const char* expression :
       {"attribute_exists(gone)", "attribute_not_exists(s)", "attribute_type(n, :S)",
        "attribute_type(gone, :S)", "begins_with(n, :he)", "begins_with(s, :b1)", "contains(s, :n)",
        "contains(ns, :x)", "contains(gone, :x)", "size(n) = :one", "size(gone) <= :n"}) {
    EXPECT_EQ(outcome(expression), "false") << expression;
  }
}

TEST_F(Conditions, WhatIsNoneIsRefusedAtTheTokenThatIsWrong) {
  EXPECT_EQ(outcome("n ="), R"(Syntax error; token: "<EOF>", near: "=")");
  EXPECT_EQ(outcome("n = = :n"), R"(Syntax error; token: "=", near: "= = :n")");
  EXPECT_EQ(outcome("_x = :n"), R"(Syntax error; token: "_", near: "_x")");
  EXPECT_EQ(outcome("!!"), R"(Syntax error; token: "!", near: "!!")");
  EXPECT_EQ(outcome("n"), R"(Syntax error; token: "<EOF>", near: "n")");
  EXPECT_EQ(outcome("n = :n AND"), R"(Syntax error; token: "<EOF>", near: "AND")");
  EXPECT_EQ(outcome("(n = :n"), R"(Syntax error; token: "<EOF>", near: ":n")");
  EXPECT_EQ(outcome("n = 5"), R"(Syntax error; token: "5", near: "= 5")");
  EXPECT_EQ(outcome("s IN ()"), "Syntax error; token: \")\", near: \"()\"");
  EXPECT_EQ(outcome("size() = :n"), "Syntax error; token: \")\", near: \"() =\"");
  EXPECT_EQ(outcome("\xC3\xA9 = :n"), "Syntax error; token: \"\xC3\xA9\", near: \"\xC3\xA9 =\"");
  EXPECT_EQ(outcome(""), "The expression can not be empty;");
  EXPECT_EQ(outcome(" "), "The expression can not be empty;");
  EXPECT_EQ(outcome(std::string(4097, 'a')),
            "Expression size has exceeded the maximum allowed size; expression size: 4097");
}

TEST_F(Conditions, WhatCanNeverBeRightIsRefusedBeforeAnyItem) {
  EXPECT_EQ(outcome("name = :s"), "Attribute name is a reserved keyword; reserved keyword: name");
  EXPECT_EQ(outcome("#none = :s"),
            "An expression attribute name used in the document path is not defined; attribute "
            "name: #none");
  EXPECT_EQ(outcome("s = :none"),
            "An expression attribute value used in expression is not defined; attribute value: "
            ":none");
  EXPECT_EQ(outcome("((n = :n))"), "The expression has redundant parentheses;");
  EXPECT_EQ(outcome("bogus(s)"), "Invalid function name; function: bogus");
  EXPECT_EQ(outcome("SIZE(s) = :n"), "Invalid function name; function: SIZE");
  EXPECT_EQ(outcome("size(s)"),
            "The function is not allowed to be used this way in an expression; function: size");
  EXPECT_EQ(outcome("contains(s, :he) = :true"),
            "The function is not allowed to be used this way in an expression; function: contains");
  EXPECT_EQ(outcome("contains(s)"),
            "Incorrect number of operands for operator or function; operator or function: "
            "contains, number of operands: 1");
  EXPECT_EQ(outcome("attribute_exists(:s)"),
            "Operator or function requires a document path; operator or function: "
            "attribute_exists");
  EXPECT_EQ(outcome("begins_with(s, :n)"),
            "Incorrect operand type for operator or function; operator or function: begins_with, "
            "operand type: N");
  EXPECT_EQ(outcome("s < :map"),
            "Incorrect operand type for operator or function; operator or function: <, operand "
            "type: M");
  EXPECT_EQ(outcome("attribute_type(s, :bogus)"),
            "Invalid attribute type name found; type: bogus, valid types: "
            "{B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
  EXPECT_EQ(outcome("s = s"),
            "The first operand must be distinct from the remaining operands for this operator or "
            "function; operator: =, first operand: [s]");
  EXPECT_EQ(outcome("n BETWEEN :n6 AND :n4"),
            "The BETWEEN operator requires upper bound to be greater than or equal to lower "
            "bound; lower bound operand: AttributeValue: {N:6}, upper bound operand: "
            "AttributeValue: {N:4}");
  EXPECT_EQ(outcome("n BETWEEN :n4 AND :s"),
            "The BETWEEN operator requires same data type for lower and upper bounds; lower bound "
            "operand: AttributeValue: {N:4}, upper bound operand: AttributeValue: {S:hello}");
}

TEST_F(Conditions, DepthIsBounded) {
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "NOT ";
  EXPECT_NE(outcome(deep + "n = :n").find("levels"), std::string::npos);
  deep.clear();
  for (int i = 0; i < 300; ++i) deep += "(n = :n OR ";
  EXPECT_NE(outcome(deep + "n = :n" + std::string(300, ')')).find("levels"), std::string::npos);
}

TEST_F(Conditions, NamesAndValuesMustAllBeUsed) {
  Substitutes substitutes{{{"#a", "a"}, {"#b", "b"}}, {{":v", str("x")}, {":w", str("y")}}};
  ASSERT_TRUE(parse_condition("#a = :v", substitutes).has_value());
  EXPECT_EQ(substitutes.unused(),
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}");
  ASSERT_TRUE(parse_condition("#b = :v", substitutes).has_value());
  EXPECT_EQ(substitutes.unused(),
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}");
}

std::string keys_or_refusal(std::string_view expression) {
  Substitutes substitutes{{}, {{":a", str("a")}, {":b", str("b")}}};
  const auto parsed = parse_condition(expression, substitutes);
  if (!parsed.has_value()) return parsed.error();
  const auto keys = key_conditions(*parsed);
  if (!keys.has_value()) return keys.error();
  std::string text;
  for (const auto& [name, condition] : *keys) text += name + condition.operation + " ";
  return text;
}

TEST(KeyConditions, AreOneConditionForEachKey) {
  EXPECT_EQ(keys_or_refusal("h = :a AND r BETWEEN :a AND :b"), "h= rBETWEEN ");
  EXPECT_EQ(keys_or_refusal("begins_with(r, :a) AND h = :a"), "h= rbegins_with ");
  EXPECT_EQ(keys_or_refusal(":a < r AND (h = :a)"), "h= r> ");
  EXPECT_EQ(keys_or_refusal("h = :a OR h = :b"),
            "Invalid operator used in KeyConditionExpression: OR");
  EXPECT_EQ(keys_or_refusal("h <> :a"), "Invalid operator used in KeyConditionExpression: <>");
  EXPECT_EQ(keys_or_refusal("contains(h, :a)"),
            "Invalid operator used in KeyConditionExpression: contains");
  EXPECT_EQ(keys_or_refusal("h = :a AND h = :b"),
            "KeyConditionExpressions must only contain one condition per key");
  EXPECT_EQ(keys_or_refusal("h.x = :a"),
            "KeyConditionExpressions cannot have conditions on nested attributes");
  EXPECT_EQ(keys_or_refusal("size(h) = :a"),
            "KeyConditionExpressions cannot contain nested operations");
}

}  // namespace
}  // namespace spotdrill::dynamodb::expressions
