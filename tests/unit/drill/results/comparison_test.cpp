#include "drill/results/comparison.hpp"

#include <gmock/gmock.h>

namespace spotdrill::drill {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const SameResult files{.files = {"/mnt/efs/out.csv"}};

TEST(CompareResults, TellsTheFirstDifferenceOfEachFile) {
  const Results undisturbed{.files = {{"/a", "1\n2\n"}, {"/b", "x\n"}}};
  const Results interrupted{.files = {{"/a", "1\n3\n"}, {"/b", "y\n"}}};
  const ComparisonSeen seen = compare_results(files, undisturbed, interrupted);
  EXPECT_THAT(
      seen.differences,
      ElementsAre(HasSubstr("/a, line 2: '2' in the undisturbed run, '3'"), HasSubstr("/b")));
  EXPECT_EQ(seen.inconclusive, "");
  EXPECT_EQ(compare_results(files, undisturbed, undisturbed), ComparisonSeen{});
}

TEST(CompareResults, MissesFiles) {
  const Results one{.files = {{"/a", "1"}}};
  const Results two{.files = {{"/a", "1"}, {"/b", "1"}}};
  EXPECT_THAT(compare_results(files, two, one).differences,
              ElementsAre("/b is there after the undisturbed run, not after the interrupted one"));
  EXPECT_THAT(compare_results(files, one, two).differences,
              ElementsAre("/b is there after the interrupted run, not after the undisturbed one"));
}

TEST(CompareResults, SaysNothingWithoutAnUndisturbedRun) {
  const Results good{.files = {{"/a", "1"}}};
  EXPECT_THAT(compare_results(files, {.failure = "its work was not done"}, good).inconclusive,
              HasSubstr("the undisturbed run: its work was not done"));
  EXPECT_THAT(compare_results(files, good, {.failure = "unreadable"}).inconclusive,
              HasSubstr("the interrupted run: unreadable"));
  EXPECT_THAT(compare_results(files, {}, good).inconclusive,
              HasSubstr("has left none of /mnt/efs/out.csv"));
}

TEST(CompareResults, FollowsTheStreamOverAllInstances) {
  const SameResult same{.stream = R"(sample (\d+))"};
  const Results undisturbed{.consoles = {"sample 1\nsample 2\nsample 3\n"}};
  EXPECT_EQ(compare_results(same, undisturbed,
                            {.consoles = {"sample 1\nsample 2\nsam", "sample 2\nsample 3\n"}}),
            ComparisonSeen{});
  EXPECT_THAT(
      compare_results(same, undisturbed, {.consoles = {"sample 1\n", "sample 3\n"}}).differences,
      ElementsAre(HasSubstr("stream: skipped for ever: item 2 of 3 ('2')")));
  EXPECT_THAT(compare_results(same, {.consoles = {"none\n"}}, undisturbed).inconclusive,
              HasSubstr("matches no line of the undisturbed run"));
}

TEST(CompareResults, TellsNotAllOfVeryMany) {
  Results undisturbed;
  Results interrupted;
  for (std::size_t i = 0; i < differences_max + 5; ++i) {
    undisturbed.files[std::to_string(i)] = "1";
    interrupted.files[std::to_string(i)] = "2";
  }
  const ComparisonSeen seen = compare_results(files, undisturbed, interrupted);
  EXPECT_EQ(seen.differences.size(), differences_max + 1);
  EXPECT_EQ(seen.differences.back(), "and 5 more");
}

TEST(WhyNotDeterministic, NamesTheFirstDifference) {
  const Results one{.files = {{"/a", "seed 1"}}};
  const Results two{.files = {{"/a", "seed 2"}}};
  EXPECT_EQ(why_not_deterministic(files, one, one), "");
  EXPECT_THAT(why_not_deterministic(files, one, two),
              testing::AllOf(HasSubstr("two undisturbed runs differ"),
                             HasSubstr("'seed 2' in the second")));
  EXPECT_THAT(why_not_deterministic(files, one, {.failure = "it failed"}), HasSubstr("it failed"));
}

}  // namespace
}  // namespace spotdrill::drill
