#include "drill/results/judgement.hpp"

#include <gmock/gmock.h>

namespace spotdrill::drill {
namespace {

const Check check{.command = {"/bin/sh", "-c", "test -s out"}};

TEST(JudgeCheck, IsRightWithExitCodeZeroOnly) {
  const ResultJudgement right = judge_check(check, {.ran = true, .exit_code = 0});
  EXPECT_EQ(right.finding, ResultState::Right);
  EXPECT_EQ(right.expectation, "check: test -s out");
  const ResultJudgement wrong =
      judge_check(check, {.ran = true, .exit_code = 3, .last_lines = "'sum is 4'"});
  EXPECT_EQ(wrong.finding, ResultState::Wrong);
  EXPECT_EQ(wrong.measured, "exit code 3; it printed last 'sum is 4'");
  EXPECT_EQ(
      judge_check({.command = {"python3", "a b.py"}}, {.ran = true, .exit_code = 0}).expectation,
      "check: python3 'a b.py'");
}

TEST(JudgeCheck, OneThatHangsIsWrong) {
  const ResultJudgement judged = judge_check(check, {.ran = true, .timed_out = true});
  EXPECT_EQ(judged.finding, ResultState::Wrong);
  EXPECT_EQ(judged.measured, "not done after 10m (check-timeout); it printed nothing");
}

TEST(JudgeCheck, OneThatDidNotRunIsUnknown) {
  EXPECT_EQ(judge_check(check, {}).finding, ResultState::Unknown);
  EXPECT_EQ(judge_check(check, {}).measured, "not run: the work was not done");
  const ResultJudgement judged = judge_check(check, {.failure = "no capacity"});
  EXPECT_EQ(judged.finding, ResultState::Unknown);
  EXPECT_EQ(judged.measured, "could not be run: no capacity");
  EXPECT_EQ(judge_check(check, {.ran = true}).finding, ResultState::Wrong) << "it shut itself down";
}

TEST(JudgeComparison, TellsTheFirstDifferenceAndHowManyMore) {
  const SameResult same{.files = {"/a"}, .stream = "s (.)"};
  const ResultJudgement right = judge_comparison(same, {});
  EXPECT_EQ(right.finding, ResultState::Right);
  EXPECT_EQ(right.expectation, "same-result: /a, stream /s (.)/");
  const ResultJudgement wrong = judge_comparison(same, {.differences = {"x", "y"}});
  EXPECT_EQ(wrong.finding, ResultState::Wrong);
  EXPECT_EQ(wrong.measured, "x (and 1 more)");
  const ResultJudgement unknown = judge_comparison(same, {.inconclusive = "it failed"});
  EXPECT_EQ(unknown.finding, ResultState::Unknown);
  EXPECT_EQ(unknown.measured, "it failed");
  EXPECT_EQ(judge_comparison(same, {.differences = {"x"}, .inconclusive = "y"}).finding,
            ResultState::Wrong)
      << "what was seen stands";
}

}  // namespace
}  // namespace spotdrill::drill
