// Items come back as they were kept; sizes are AWS's.
#include "services/dynamodb/values/item_text.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "services/dynamodb/values/item_size.hpp"

namespace spotdrill::dynamodb {
namespace {

Number number_of(std::string_view text) {
  return Number::parse(text).value();
}

Attributes everything() {
  Attributes item;
  item["s"] = {std::string{"te\0xt", 5}};
  item["n"] = {number_of("-12.5e20")};
  item["b"] = {Binary{std::string{"\0\1\xff", 3}}};
  item["ss"] = {StringSet{{"b", "a"}}};
  item["ns"] = {NumberSet{{number_of("2"), number_of("0.1")}}};
  item["bs"] = {BinarySet{{"", "x"}}};
  item["l"] = {List{{{true}, {Null{}}, {List{}}}}};
  item["m"] = {Map{{{"inner", {Map{}}}, {"", {false}}}}};
  return item;
}

TEST(ItemText, GivesBackEveryTypeOfValue) {
  EXPECT_EQ(read_item(write_item(everything())), everything());
  EXPECT_EQ(read_item(write_item({})), Attributes{});
  Attributes large;
  large["x"] = {std::string(400'000, 'x')};
  EXPECT_EQ(read_item(write_item(large)), large);
}

TEST(ItemText, WhatIsDamagedIsFoundOut) {
  const std::string bytes = write_item(everything());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_THROW(read_item(bytes.substr(0, size)), std::runtime_error) << size;
  }
  EXPECT_THROW(read_item(bytes + "x"), std::runtime_error);
}

TEST(ItemSize, CountsAsTheDeveloperGuideDoes) {
  const auto size = [](Value value) { return value_size(value); };
  EXPECT_EQ(size({std::string{"\xC3\xA9"}}), 2U);
  EXPECT_EQ(size({number_of("0")}), 1U);
  EXPECT_EQ(size({number_of("100")}), 2U);
  EXPECT_EQ(size({number_of("-12")}), 3U);
  EXPECT_EQ(size({true}), 1U);
  EXPECT_EQ(size({Null{}}), 1U);
  EXPECT_EQ(size({List{}}), 3U);
  EXPECT_EQ(size({List{{{true}, {true}}}}), 7U);
  EXPECT_EQ(size({Map{{{"ab", {true}}}}}), 7U);
  EXPECT_EQ(item_size({{"name", {std::string{"abc"}}}}), 7U);
}

}  // namespace
}  // namespace spotdrill::dynamodb
