#include "drill/results/text_comparison.hpp"

#include <gmock/gmock.h>

namespace spotdrill::drill {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string difference(std::string_view a, std::string_view b, double tolerance = 0,
                       const std::vector<std::string>& ignore = {}) {
  const auto rules = ComparisonRules::create(tolerance, ignore);
  EXPECT_TRUE(rules) << rules.error();
  return first_difference(a, b, *rules).value_or("");
}

TEST(FirstDifferenceOfTexts, IsNoneOfTheSame) {
  EXPECT_EQ(difference("", ""), "");
  EXPECT_EQ(difference("a\nb\n", "a\nb\n"), "");
  EXPECT_EQ(difference("a\nb", "a\nb\n"), "") << "a last line's end does not count";
  EXPECT_EQ(difference("a\r\nb\n", "a\nb\n"), "") << "nor does how lines end";
}

TEST(FirstDifferenceOfTexts, NamesTheLineAndBothValues) {
  EXPECT_EQ(
      difference("step 1 loss 0.5\nstep 2 loss 0.25\n", "step 1 loss 0.5\nstep 2 loss 0.27\n"),
      "line 2: 'step 2 loss 0.25' in the undisturbed run, 'step 2 loss 0.27' in the "
      "interrupted one");
}

TEST(FirstDifferenceOfTexts, TellsWhichRunEndsEarlier) {
  EXPECT_EQ(difference("a\nb\nc\n", "a\nb\n"),
            "line 3: 'c' in the undisturbed run; the interrupted one ends before it");
  EXPECT_EQ(difference("a\n", "a\nb\n"),
            "line 2: 'b' in the interrupted run; the undisturbed one ends before it");
  EXPECT_THAT(difference("a\n", ""), HasSubstr("the interrupted one ends before it"));
}

TEST(FirstDifferenceOfTexts, LetsNumbersDifferByTheTolerance) {
  EXPECT_EQ(difference("loss 0.500000\n", "loss 0.500001\n", 1e-5), "");
  EXPECT_NE(difference("loss 0.500000\n", "loss 0.500001\n", 1e-7), "");
  EXPECT_NE(difference("loss 0.500000\n", "loss 0.500001\n"), "") << "without a tolerance none";
  EXPECT_EQ(difference("1e-3,2.5E+2", "0.001,250.0", 1e-9), "") << "as they are written is nothing";
  EXPECT_EQ(difference("-1.0000001", "-1.0", 1e-6), "");
  EXPECT_NE(difference("-1.5", "1.5", 1e-1), "");
  EXPECT_EQ(difference("0.0", "-0.0", 1e-6), "");
  EXPECT_EQ(difference("{\"a\":0.1,\"b\":[2.0,3.0]}", "{\"a\":0.1000000001,\"b\":[2,3.0]}", 1e-6),
            "");
}

TEST(FirstDifferenceOfTexts, IsRelativeToTheBiggerNumber) {
  EXPECT_EQ(difference("1000000.5", "1000001.5", 1e-5), "");
  EXPECT_NE(difference("0.1", "0.2", 1e-1), "");
  EXPECT_NE(difference("0.0", "1e-30", 1e-1), "");
}

// Goal: a batch that was skipped is not within 1e-3 of a thousand batches.
TEST(FirstDifferenceOfTexts, HoldsWholeNumbersForCounts) {
  EXPECT_NE(difference("step 1000 done", "step 1001 done", 1e-2), "");
  EXPECT_EQ(difference("step 1000 loss 0.5", "step 1000 loss 0.5000001", 1e-2), "");
}

TEST(FirstDifferenceOfTexts, SeesNoNumbersInWords) {
  EXPECT_NE(difference("sha 1234567a", "sha 1234568a", 1e-1), "");
  EXPECT_NE(difference("v1.20000", "v1.20001", 1e-1), "");
  EXPECT_NE(difference("run_1.5", "run_1.6", 1e-1), "");
}

TEST(FirstDifferenceOfTexts, NotANumberIsTheSameAsItself) {
  EXPECT_EQ(difference("loss nan\n", "loss nan\n", 1e-6), "");
  EXPECT_NE(difference("loss nan\n", "loss 0.5\n", 1e-6), "");
  EXPECT_NE(difference("loss inf\n", "loss 1e308\n", 1e-6), "");
}

TEST(FirstDifferenceOfTexts, LeavesIgnoredLinesOut) {
  EXPECT_EQ(difference("at 10:01\n1\n", "at 10:07\nat 10:08\n1\n", 0, {"^at "}), "");
  EXPECT_EQ(difference("x\ntimestamp: 1\n", "x\n", 0, {"timestamp"}), "");
  EXPECT_THAT(difference("# a\n# b\n1\n", "# c\n2\n", 0, {"^#"}), HasSubstr("line 3: '1'"))
      << "lines are counted as they are in the file";
}

TEST(FirstDifferenceOfTexts, QuotesLongLinesAroundIt) {
  const std::string a = std::string(500, 'x') + "17" + std::string(500, 'y');
  const std::string b = std::string(500, 'x') + "18" + std::string(500, 'y');
  const std::string told = difference(a, b);
  EXPECT_LT(told.size(), 300U);
  EXPECT_THAT(told,
              AllOf(HasSubstr("'…xxx"), HasSubstr("x17y"), HasSubstr("x18y"), HasSubstr("…'")));
}

TEST(FirstDifferenceOfTexts, QuotesNothingThatATerminalObeys) {
  EXPECT_EQ(difference("a\x1b[31m\n", "b\n").find('\x1b'), std::string::npos);
}

TEST(FirstDifferenceOfTexts, ComparesWhatIsNoTextByBytes) {
  using namespace std::string_view_literals;
  EXPECT_EQ(difference("ab\0d"sv, "ab\0d"sv), "");
  EXPECT_EQ(difference("ab\0de"sv, "ab\0xe"sv), "both have 5 bytes; they differ from byte 3 on");
  EXPECT_EQ(difference("ab\0"sv, "ab\0xe"sv),
            "3 bytes in the undisturbed run, 5 in the interrupted one; they differ from byte 3 on");
  EXPECT_THAT(difference("1.0"sv, "1.0\0"sv, 1e-3), HasSubstr("from byte 3 on"));
}

TEST(FirstDifferenceOfTexts, TakesLongLinesAndEveryByte) {
  const std::string line(1 << 20, 'a');
  EXPECT_EQ(difference(line, line, 1e-6, {"(a|b)*c"}), "") << "std::regex would overflow the stack";
  EXPECT_NE(difference("\xff\xfe", "\xff\xfd", 1e-6), "");
}

TEST(ComparisonRules, NameAPatternThatIsNone) {
  const auto rules = ComparisonRules::create(0, {"ok", "("});
  ASSERT_FALSE(rules);
  EXPECT_THAT(rules.error(), HasSubstr("'(' is no regular expression"));
}

}  // namespace
}  // namespace spotdrill::drill
