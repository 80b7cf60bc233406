#include "drill/results/sequence_comparison.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace spotdrill::drill {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// "1 2 3" as items.
Items items(std::string_view text) {
  Items result;
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    result.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return result;
}

std::string difference(std::string_view undisturbed, const std::vector<std::string_view>& parts) {
  std::vector<Items> instances;
  for (const std::string_view part : parts) instances.push_back(items(part));
  return first_difference(items(undisturbed), instances).value_or("");
}

TEST(ItemsOf, AreWhatTheGroupGivesInWholeLines) {
  const std::regex pattern{R"(sample (\S+))"};
  EXPECT_THAT(items_of("start\nsample a1\nnone\nsample b2 ok\nsample c", pattern),
              ElementsAre("a1", "b2"))
      << "a killed process may have written half a line";
  EXPECT_THAT(items_of("sample 1\rsample 2\r\n", pattern), ElementsAre("1", "2"));
  EXPECT_THAT(items_of("", pattern), IsEmpty());
  EXPECT_THAT(items_of(std::string(1 << 20, 'x') + "\nsample 7\n", pattern), ElementsAre("7"));
}

TEST(FirstDifferenceOfSequences, IsNoneOfAnUndisturbedRun) {
  EXPECT_EQ(difference("1 2 3", {"1 2 3"}), "");
  EXPECT_EQ(difference("", {""}), "");
}

TEST(FirstDifferenceOfSequences, TakesWorkThatIsDoneAgain) {
  EXPECT_EQ(difference("1 2 3 4 5 6", {"1 2 3 4", "3 4 5 6"}), "");
  EXPECT_EQ(difference("1 2 3 4 5 6", {"1 2 3", "4 5 6"}), "") << "nothing was lost";
  EXPECT_EQ(difference("1 2 3 4", {"1 2 3", "1 2 3 4"}), "") << "everything was";
  EXPECT_EQ(difference("1 2 3 4", {"1 2 3 4", "4"}), "");
  EXPECT_EQ(difference("1 2 3 4 5 6", {"1 2 3 4", "2 3", "3 4 5", "5 6"}), "");
  EXPECT_EQ(difference("1 2 3", {"1 2", "", "3"}), "") << "one printed nothing";
}

TEST(FirstDifferenceOfSequences, FindsItsPlaceAmongRepeatedItems) {
  EXPECT_EQ(difference("1 2 3 1 2 3", {"1 2 3 1", "1 2 3"}), "") << "from the second epoch";
  EXPECT_EQ(difference("1 2 3 1 2 3", {"1 2 3 1", "1 2 3 1 2 3"}), "") << "from the first";
  EXPECT_EQ(difference("a a a a", {"a a", "a a"}), "");
  EXPECT_EQ(difference("1 2 1 3 1 2 1 4", {"1 2 1 3 1", "1 2 1 4"}), "");
}

TEST(FirstDifferenceOfSequences, NamesWhatIsSkippedForEver) {
  EXPECT_EQ(difference("1 2 3 4 5", {"1 2", "4 5"}),
            "skipped for ever: item 3 of 5 ('3'); the replacement goes on with '4'");
  EXPECT_EQ(difference("1 2 3 4 5 6 7", {"1 2", "6 7"}),
            "skipped for ever: item 3 of 7 ('3') and the 2 after it; the replacement goes on with "
            "'6'");
}

// Goal: an epoch that is shuffled anew after the interruption is not the undisturbed one.
TEST(FirstDifferenceOfSequences, NamesAnotherOrder) {
  EXPECT_EQ(difference("3 1 4 2 5", {"3 1 4", "4 5 2"}),
            "item 4 of 5 ('2') in the undisturbed run; the replacement, which goes on from item 3 "
            "('4'), has '5' there");
  EXPECT_EQ(
      difference("1 2 3", {"1 3 2"}),
      "item 2 of 3 ('2') in the undisturbed run; the interrupted run, which goes on from item "
      "1 ('1'), has '3' there");
  EXPECT_EQ(difference("1 2 3", {"2 1 3"}),
            "item 1 of 3 ('1') in the undisturbed run, '2' in the interrupted one");
}

TEST(FirstDifferenceOfSequences, NamesWhatIsDoneTwiceInTheEnd) {
  EXPECT_THAT(difference("1 2 3 4", {"1 2 2 3 4"}), HasSubstr("item 3 of 4 ('3')"));
  EXPECT_THAT(difference("1 2 3 4", {"1 2", "2 2 3 4"}), HasSubstr("has '2' there"));
  EXPECT_EQ(difference("1 2 3", {"1 2", "3 1"}),
            "the undisturbed run ends with item 3 of 3 ('3'); the replacement goes on with '1'");
}

TEST(FirstDifferenceOfSequences, NamesWhatNobodyElseDoes) {
  EXPECT_EQ(difference("1 2 3", {"1 2", "x 3"}),
            "the replacement begins with 'x', which the undisturbed run does nowhere");
}

TEST(FirstDifferenceOfSequences, NamesAnEndThatIsTooEarly) {
  EXPECT_EQ(difference("1 2 3 4", {"1 2", "2 3"}),
            "the interrupted run ends before item 4 of 4 ('4')");
  EXPECT_EQ(difference("1 2", {}), "the interrupted run ends before item 1 of 2 ('1')");
}

TEST(FirstDifferenceOfSequences, IsQuickWithManyItemsThatAreTheSame) {
  const Items many(200'000, "x");
  EXPECT_EQ(first_difference(many, {Items(150'000, "x"), Items(100'000, "x")}), std::nullopt);
}

}  // namespace
}  // namespace spotdrill::drill
