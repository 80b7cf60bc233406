#include "services/ec2/filters.hpp"

#include <gtest/gtest.h>

#include <set>

namespace spotdrill::ec2 {
namespace {

api::ec2::Filter filter(std::string name, std::vector<std::string> values) {
  api::ec2::Filter made;
  made.name = std::move(name);
  made.values = std::move(values);
  return made;
}

struct Thing {
  std::string colour;
  Tags tags;
};

constexpr FilterField<Thing> fields[] = {
    {"colour", [](const Thing& thing) -> FilterValues { return {thing.colour}; }},
    {"none", [](const Thing&) -> FilterValues { return {}; }},
};

const Tags& tags_of(const Thing& thing) {
  return thing.tags;
}

bool passes(const std::vector<api::ec2::Filter>& filters, const Thing& thing) {
  const auto made = Filters<Thing>::create(filters, fields, tags_of);
  EXPECT_TRUE(made.has_value());
  return made.has_value() && made->pass(thing);
}

// Goal: what is looked up by its filter is what a look at every resource would find.
TEST(Filters, OnlyWholeValuesAreLookedUp) {
  using Values = std::set<std::string>;
  EXPECT_EQ(exact_values({filter("id", {"b", "a", "b"})}, "id"), (Values{"a", "b"}));
  EXPECT_FALSE(exact_values({filter("id", {"a", "b*"})}, "id").has_value());
  EXPECT_FALSE(exact_values({filter("id", {"a?"})}, "id").has_value());
  EXPECT_FALSE(exact_values({filter("id", {"a\\*"})}, "id").has_value());
  EXPECT_FALSE(exact_values({filter("colour", {"a"})}, "id").has_value());
}

TEST(FilterPattern, StarIsAnyCharactersAndQuestionMarkIsOne) {
  EXPECT_TRUE(matches_pattern("t3.*", "t3.small"));
  EXPECT_TRUE(matches_pattern("*", ""));
  EXPECT_TRUE(matches_pattern("a*b*c", "axxbyybzzc"));
  EXPECT_TRUE(matches_pattern("t?.small", "t3.small"));
  EXPECT_FALSE(matches_pattern("t?.small", "t.small"));
  EXPECT_FALSE(matches_pattern("t3", "t3.small"));
  EXPECT_FALSE(matches_pattern("T3.small", "t3.small"));
  EXPECT_FALSE(matches_pattern("", "x"));
}

TEST(FilterPattern, BackslashMakesAWildcardLiteral) {
  EXPECT_TRUE(matches_pattern("\\*amazon\\?\\\\", "*amazon?\\"));
  EXPECT_FALSE(matches_pattern("\\*", "x"));
}

TEST(FilterPattern, ManyStarsTakeNoExponentialTime) {
  std::string pattern;
  for (int i = 0; i < 50; ++i) pattern += "*a";
  EXPECT_FALSE(matches_pattern(pattern + "b", std::string(5000, 'a')));
}

TEST(Filters, ValuesAreAlternativesAndFiltersAreAllNeeded) {
  const Thing thing{"red", {{"Name", "Fis/Spot"}, {"team", ""}}};
  EXPECT_TRUE(passes({filter("colour", {"blue", "red"})}, thing));
  EXPECT_FALSE(passes({filter("colour", {"red"}), filter("none", {"*"})}, thing));
  EXPECT_TRUE(passes({}, thing));
}

TEST(Filters, TagsAreFoundByKeyAndByValue) {
  const Thing thing{"red", {{"Name", "Fis/Spot"}, {"team", ""}}};
  EXPECT_TRUE(passes({filter("tag:Name", {"Fis/*"})}, thing));
  EXPECT_TRUE(passes({filter("tag:team", {""})}, thing));
  EXPECT_FALSE(passes({filter("tag:name", {"Fis/*"})}, thing));
  EXPECT_TRUE(passes({filter("tag-key", {"te?m"})}, thing));
  EXPECT_TRUE(passes({filter("tag-value", {"Fis/Spot"})}, thing));
  EXPECT_FALSE(passes({filter("tag-key", {"owner"})}, thing));
}

TEST(Filters, UnknownNamesAndTooManyValuesAreRefused) {
  const auto unknown = Filters<Thing>::create({filter("color", {"red"})}, fields, tags_of);
  ASSERT_FALSE(unknown.has_value());
  EXPECT_EQ(unknown.error().code, "InvalidParameterValue");
  EXPECT_EQ(unknown.error().message, "The filter 'color' is invalid");
  EXPECT_FALSE(Filters<Thing>::create({filter("tag:a", {"b"})}, fields).has_value());
  EXPECT_FALSE(Filters<Thing>::create({filter("colour", {})}, fields).has_value());
  EXPECT_FALSE(Filters<Thing>::create({api::ec2::Filter{}}, fields).has_value());
  const std::vector<std::string> many(201, "red");
  EXPECT_EQ(Filters<Thing>::create({filter("colour", many)}, fields).error().code,
            "FilterLimitExceeded");
}

}  // namespace
}  // namespace spotdrill::ec2
