#include "services/ec2/pages.hpp"

#include <gtest/gtest.h>

namespace spotdrill::ec2 {
namespace {

const std::string& itself(const std::string& item) {
  return item;
}

std::vector<std::string> items(int count) {
  std::vector<std::string> made;
  for (int i = 0; i < count; ++i) made.push_back("i-" + std::to_string(100 + i));
  return made;
}

// Goal: every item comes exactly once, also when some go between two pages.
TEST(Pages, GiveEveryItemOnce) {
  PageRequest request{.operation = "DescribeInstances", .max_results = 5};
  const auto first = page_of(items(12), request, itself);
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->items.size(), 5U);
  request.next_token = first->next_token;
  auto fewer = items(12);
  std::erase(fewer, "i-104");
  const auto second = page_of(fewer, request, itself);
  EXPECT_EQ(second->items.front(), "i-105");
  request.next_token = second->next_token;
  const auto third = page_of(items(12), request, itself);
  EXPECT_EQ(third->items.size(), 2U);
  EXPECT_FALSE(third->next_token.has_value());
}

TEST(Pages, ExactFitHasNoNextPage) {
  const PageRequest request{.operation = "DescribeTags", .max_results = 5};
  EXPECT_FALSE(page_of(items(5), request, itself)->next_token.has_value());
}

TEST(Pages, WithoutMaxResultsEverythingIsOnePage) {
  EXPECT_EQ(page_of(items(3000), {.operation = "DescribeTags"}, itself)->items.size(), 3000U);
}

TEST(Pages, MaxResultsOutOfRangeIsRefused) {
  const auto refused = page_of(items(1), {.operation = "DescribeTags", .max_results = 4}, itself);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "InvalidParameterValue");
  EXPECT_EQ(refused.error().message,
            "Value ( 4 ) for parameter maxResults is invalid. Expecting a value greater than 5.");
  EXPECT_FALSE(
      page_of(items(1), {.operation = "DescribeTags", .max_results = 1001}, itself).has_value());
}

TEST(Pages, ForeignTokensAreRefused) {
  const auto page = page_of(items(9), {.operation = "DescribeTags", .max_results = 5}, itself);
  for (const std::string& token : {std::string{"nonsense"}, page->next_token.value()}) {
    const auto refused = page_of(
        items(9), {.operation = "DescribeVpcs", .max_results = 5, .next_token = token}, itself);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, "InvalidNextToken");
  }
}

}  // namespace
}  // namespace spotdrill::ec2
