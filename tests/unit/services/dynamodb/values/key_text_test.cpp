// Keys' texts have the order of the keys.
#include "services/dynamodb/values/key_text.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace spotdrill::dynamodb {
namespace {

// Goal: an ordered map of texts is an index.
// Method: every pair of a list in order.
void expect_order(const std::vector<Value>& values) {
  for (std::size_t a = 0; a < values.size(); ++a) {
    for (std::size_t b = 0; b < values.size(); ++b) {
      const std::string left = key_text(values[a]);
      const std::string right = key_text(values[b]);
      EXPECT_EQ(left < right, a < b) << a << " " << b;
      EXPECT_TRUE(a == b || !right.starts_with(left)) << a << " " << b;
      EXPECT_EQ(left.find('\0'), std::string::npos);
    }
  }
}

TEST(KeyText, HasTheOrderOfStrings) {
  std::vector<Value> values;
  for (const std::string& text :
       {std::string{"\0", 1}, std::string{"\0\0", 2}, std::string{"\1"}, std::string{"\2"},
        std::string{"\3"}, std::string{"a"}, std::string{"a\0b", 3}, std::string{"a\2"},
        std::string{"ab"}, std::string{"b"}, std::string{"\xC3\xA9"}, std::string{"\xFF"}}) {
    values.push_back({text});
  }
  expect_order(values);
}

TEST(KeyText, HasTheOrderOfNumbers) {
  std::vector<Value> values;
  for (const char* text :
       {"-9E125", "-1.2E10", "-1E10",   "-100.5", "-100",   "-12",    "-1.25", "-1.2",
        "-1",     "-0.5",    "-1E-130", "0",      "1E-130", "0.5",    "1",     "1.2",
        "1.25",   "12",      "100",     "100.5",  "1E10",   "1.2E10", "9E125"}) {
    values.push_back({Number::parse(text).value()});
  }
  expect_order(values);
}

TEST(KeyText, APrefixIsWhatTheTextsOfItsContinuationsBeginWith) {
  const Value prefix{std::string{"a\1", 2}};
  EXPECT_TRUE(key_text(Value{std::string{"a\1\0z", 4}}).starts_with(key_prefix_text(prefix)));
  EXPECT_FALSE(key_text(Value{std::string{"a\2"}}).starts_with(key_prefix_text(prefix)));
}

}  // namespace
}  // namespace spotdrill::dynamodb
