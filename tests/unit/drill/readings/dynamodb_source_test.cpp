#include "drill/readings/dynamodb_source.hpp"

#include <gtest/gtest.h>

namespace spotdrill::drill {
namespace {

using api::dynamodb::AttributeValue;

AttributeValue number_value(std::string text) {
  AttributeValue value;
  value.n = std::move(text);
  return value;
}

/// The number that `path` names; "" when it names none.
std::string named(const std::map<std::string, AttributeValue>& item, std::string_view path) {
  const AttributeValue* found = find_attribute(item, path);
  return found != nullptr && found->n ? *found->n : "";
}

TEST(DynamoDbSource, FindsWhatAPathNames) {
  std::map<std::string, AttributeValue> item;
  item["step"] = number_value("7");
  auto& state = item["state"].m.emplace();
  state["loss"] = number_value("0.5");
  AttributeValue inner;
  inner.m.emplace()["x"] = number_value("3");
  state["all"].l = {number_value("1"), inner};
  state["grid"].l.emplace().emplace_back().l = {number_value("8"), number_value("9")};
  EXPECT_EQ(named(item, "step"), "7");
  EXPECT_EQ(named(item, "state.loss"), "0.5");
  EXPECT_EQ(named(item, "state.all[0]"), "1");
  EXPECT_EQ(named(item, "state.all[1].x"), "3");
  EXPECT_EQ(named(item, "state.grid[0][1]"), "9");
  for (const char* path :
       {"", "none", "step.x", "step[0]", "state.all[2]", "state.all[", "state.all[]",
        "state.all[0]x", "state.all[1].none", "state..loss", "state.all[-1]"}) {
    EXPECT_EQ(named(item, path), "") << path;
  }
}

TEST(DynamoDbSource, IsNamedByTableKeyAndAttribute) {
  const auto source = parse_source("dynamodb:jobs/run=a/b,part=2/state.step");
  ASSERT_TRUE(source.has_value()) << source.error();
  EXPECT_EQ(source->kind, NumberSource::Kind::DynamoDb);
  EXPECT_EQ(source->table, "jobs");
  EXPECT_EQ(source->key, "run=a/b,part=2");
  EXPECT_EQ(source->attribute, "state.step");
  EXPECT_EQ(to_text(*source), "dynamodb jobs/run=a/b,part=2/state.step");
  for (const char* wrong :
       {"dynamodb:", "dynamodb:jobs", "dynamodb:jobs/run=7", "dynamodb:jobs/7/step",
        "dynamodb:/run=7/step", "dynamodb:jobs/run=7/"}) {
    EXPECT_FALSE(parse_source(wrong).has_value()) << wrong;
  }
}

}  // namespace
}  // namespace spotdrill::drill
