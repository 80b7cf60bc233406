#include "services/sns/filter_policy.hpp"

#include <gtest/gtest.h>

#include <fmt/format.h>

namespace spotdrill::sns {
namespace {

std::string told_of(const std::string& policy, bool attributes = true) {
  const auto read = read_filter_policy(policy, attributes);
  return read.has_value() ? "" : read.error();
}

// Each message as recorded of AWS.
TEST(FilterPolicies, AreCheckedAsAwsChecksThem) {
  const auto told = [](const std::string& patterns) {
    const std::string error = told_of(R"({"key":)" + patterns + "}");
    return error.substr(error.find(": ") + 2);
  };
  EXPECT_EQ(told(R"([["value"]])"), "Match value must be String, number, true, false, or null");
  EXPECT_EQ(told(R"([{"wrong-operator":true}])"), "Unrecognized match type wrong-operator");
  EXPECT_EQ(told(R"([{"suffix":"value","prefix":"value2"}])"),
            "Only one key allowed in match expression");
  EXPECT_EQ(told(R"([{"suffix":100}])"), "suffix match pattern must be a string");
  EXPECT_EQ(told(R"([{"numeric":[]}])"), "Invalid member in numeric match: ]");
  EXPECT_EQ(told(R"([{"numeric":["operator"]}])"), "Unrecognized numeric range operator: operator");
  EXPECT_EQ(told(R"([{"numeric":[1,"<="]}])"), "Invalid member in numeric match: 1");
  EXPECT_EQ(told(R"([{"numeric":["=","000"]}])"), "Value of equals must be numeric");
  EXPECT_EQ(told(R"([{"numeric":[">="]}])"), "Value of >= must be numeric");
  EXPECT_EQ(told(R"([{"numeric":["<",100,">",10]}])"), "Too many elements in numeric expression");
  EXPECT_EQ(told(R"([{"numeric":[">=",1,">",2]}])"), "Bad numeric range operator: >");
  EXPECT_EQ(told(R"([{"numeric":[">",3,"<",1]}])"), "Bottom must be less than top");
  EXPECT_EQ(told(R"([{"numeric":[">",20,"<="]}])"), "Value of <= must be numeric");
  EXPECT_EQ(told(R"([{"numeric":[">",20,30]}])"), "Bad value in numeric range: 30");
  EXPECT_EQ(told(R"([{"numeric":[">",20,"<",30,"<",50]}])"),
            "Too many terms in numeric range expression");
  EXPECT_EQ(told(R"([{"exists":"no"}])"), "exists match pattern must be either true or false.");
  EXPECT_EQ(told(R"([{"anything-but":{"suffix":"test"}}])"),
            "Unsupported anything-but pattern: suffix");
  EXPECT_EQ(told(R"([{"anything-but":{"prefix":false}}])"),
            "prefix match pattern must be a string");
  EXPECT_EQ(told(R"("value_one")"), "\"key\" must be an object or an array");
  EXPECT_EQ(told_of(R"({"a":{"b":["c"]}})"),
            "Filter policy scope MessageAttributes does not support nested filter policy");
  EXPECT_EQ(told_of(R"({"a":{"b":["c"]}})", /*attributes=*/false), "");
}

TEST(FilterPolicies, AreNotTooLarge) {
  EXPECT_EQ(told_of(R"({"a":[1],"b":[1],"c":[1],"d":[1],"e":[1]})"), "");
  EXPECT_EQ(told_of(R"({"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],"f":[1]})"),
            "FilterPolicy: Filter policy can not have more than 5 keys");
  std::string values;
  for (int value = 0; value < 50; ++value)
    values += fmt::format("{}{}", value == 0 ? "" : ",", value);
  EXPECT_EQ(told_of(R"({"a":[)" + values + R"(],"b":[1,2,3]})"), "");
  EXPECT_EQ(told_of(R"({"a":[)" + values + R"(],"b":[1,2,3,4]})"),
            "FilterPolicy: Filter policy is too complex");
  // A level down counts twice.
  EXPECT_EQ(told_of(R"({"x":{"a":[)" + values + R"(]},"b":[1,2]})", /*attributes=*/false),
            "FilterPolicy: Filter policy is too complex");
}

bool passes(const std::string& policy, const MessageAttributes& attributes) {
  return passes_attributes(*read_filter_policy(policy, /*attributes=*/true), attributes);
}

TEST(FilterPolicies, LetMessagesThroughByTheirAttributes) {
  const MessageAttributes message{{"text", {"String", "autumn leaf"}},
                                  {"number", {"Number", "7.50"}},
                                  {"list", {"String.Array", R"(["a",2,true])"}},
                                  {"bytes", {"Binary", "autumn"}}};
  const auto is = [&](const std::string& name, const std::string& pattern) {
    return passes(fmt::format(R"({{"{}":[{}]}})", name, pattern), message);
  };
  EXPECT_TRUE(is("text", R"("x","autumn leaf")"));
  EXPECT_FALSE(is("text", R"("autumn")"));
  EXPECT_TRUE(is("text", R"({"prefix":"aut"})"));
  EXPECT_TRUE(is("text", R"({"suffix":"leaf"})"));
  EXPECT_TRUE(is("text", R"({"equals-ignore-case":"AUTUMN leaf"})"));
  EXPECT_FALSE(is("text", R"({"anything-but":["x","autumn leaf"]})"));
  EXPECT_TRUE(is("text", R"({"anything-but":"x"})"));
  EXPECT_FALSE(is("text", R"({"anything-but":{"prefix":"aut"}})"));
  EXPECT_TRUE(is("number", "7.5"));
  EXPECT_FALSE(is("number", R"("7.50")"));
  EXPECT_TRUE(is("number", R"({"numeric":[">",7,"<=",7.5]})"));
  EXPECT_FALSE(is("number", R"({"numeric":["<",7.5]})"));
  EXPECT_FALSE(is("text", R"({"numeric":[">",0]})"));
  EXPECT_TRUE(is("list", "2"));
  EXPECT_TRUE(is("list", "true"));
  EXPECT_FALSE(is("list", R"("b")"));
  EXPECT_FALSE(is("bytes", R"("autumn")"));
  EXPECT_TRUE(is("text", R"({"exists":true})"));
  EXPECT_FALSE(is("text", R"({"exists":false})"));
  EXPECT_TRUE(is("none", R"({"exists":false})"));
  EXPECT_FALSE(is("none", R"({"anything-but":"x"})"));
  EXPECT_TRUE(is("none", "null"));
  // All of them, and of alternatives one.
  EXPECT_FALSE(passes(R"({"text":["autumn leaf"],"number":[8]})", message));
  EXPECT_TRUE(passes(R"({"number":[7.5],"$or":[{"text":["x"]},{"list":["a"]}]})", message));
  EXPECT_FALSE(passes(R"({"number":[7.5],"$or":[{"text":["x"]},{"list":["x"]}]})", message));
}

TEST(FilterPolicies, LetMessagesThroughByWhatTheySay) {
  const auto says = [](const std::string& policy, const std::string& message) {
    return passes_body(*read_filter_policy(policy, /*attributes=*/false), message);
  };
  const std::string nested = R"({"object":{"nested":["value"]}})";
  EXPECT_TRUE(says(nested, R"({"object":{"nested":"value"},"more":1})"));
  EXPECT_TRUE(says(nested, R"({"object.nested":"value"})"));
  EXPECT_TRUE(says(R"({"object.nested":["value"]})", R"({"object":{"nested":"value"}})"));
  EXPECT_FALSE(says(nested, R"({"object":"value"})"));
  EXPECT_FALSE(says(nested, "no JSON"));
  EXPECT_FALSE(says(nested, R"(["value"])"));
  EXPECT_TRUE(says(R"({"to":["q2"]})", R"({"to":["q1","q2"]})"));
  EXPECT_FALSE(says(R"({"to":["q3"]})", R"({"to":["q1","q2"]})"));
  EXPECT_TRUE(says(R"({"n":[{"numeric":["<",3]}]})", R"({"n":2})"));
  EXPECT_TRUE(says(R"({"flag":[true],"none":[{"exists":false}]})", R"({"flag":true})"));
  EXPECT_TRUE(says(R"({"n":[null]})", R"({"n":null})"));
  EXPECT_FALSE(says(R"({"n":[null]})", R"({})"));
  // Of a list one element must have all of it.
  const std::string record = R"({"Records":{"name":[{"prefix":"Put"}],"key":["a"]}})";
  EXPECT_TRUE(says(record, R"({"Records":[{"name":"Del"},[{"name":"Put1","key":"a"}]]})"));
  EXPECT_FALSE(says(record, R"({"Records":[{"name":"Put1","key":"b"},{"name":"Del","key":"a"}]})"));
}

}  // namespace
}  // namespace spotdrill::sns
