#include <algorithm>

#include "asl/run.hpp"

namespace spotdrill::asl {
namespace {

/// Whether a rule holds of `input`, or why it fails.
std::string holds_of(const std::string& rule, std::string_view input) {
  const std::string outcome = outcome_of(R"({"StartAt": "C", "States": {
      "C": {"Type": "Choice", "Choices": [{"Next": "Yes", )" +
                                             rule + R"(}], "Default": "No"},
      "Yes": {"Type": "Pass", "Result": "yes", "End": true},
      "No": {"Type": "Pass", "Result": "no", "End": true}}})",
                                         input);
  if (outcome == R"(Succeeded "yes")") return "yes";
  if (outcome == R"(Succeeded "no")") return "no";
  return outcome;
}

/// Whether `value` and `operand` compare so, and that the Path form says the same.
std::string compares(std::string_view value, std::string_view op, std::string_view operand) {
  const std::string input = fmt::format(R"({{"v":{},"o":{}}})", value, operand);
  const std::string fixed =
      holds_of(fmt::format(R"("Variable": "$.v", "{}": {})", op, operand), input);
  if (op == "StringMatches") return fixed;
  EXPECT_EQ(holds_of(fmt::format(R"("Variable": "$.v", "{}Path": "$.o")", op), input), fixed);
  return fixed;
}

/// The values of `all` that compare so with `operand`.
std::vector<std::string> that_compare(const std::vector<std::string>& all, std::string_view op,
                                      std::string_view operand) {
  std::vector<std::string> found;
  for (const std::string& value : all) {
    if (compares(value, op, operand) == "yes") found.push_back(value);
  }
  return found;
}

/// Of each type, and what may be taken for another.
const std::vector<std::string> values{"null",
                                      "0",
                                      "0.0",
                                      "1",
                                      "1.1",
                                      R"("")",
                                      R"(" ")",
                                      R"("1")",
                                      R"("HelloWorld")",
                                      R"("2012-10-09T19:00:55")",
                                      R"("2012-10-09T19:00:55Z")",
                                      R"("2023-02-24")",
                                      "[]",
                                      R"([""])",
                                      "{}",
                                      R"({"A":0})",
                                      "true",
                                      "false"};

std::vector<std::string> that_are(std::string_view op, bool wanted = true) {
  std::vector<std::string> found;
  for (const std::string& value : values) {
    const auto rule = fmt::format(R"("Variable": "$.v", "{}": {})", op, wanted);
    if (holds_of(rule, R"({"v":)" + value + "}") == "yes") found.push_back(value);
  }
  return found;
}

using testing::ElementsAre;
using testing::IsEmpty;

/// Source: recorded on AWS.
TEST(ComparisonTest, TestsOfTypeHoldOfTheirTypeOnly) {
  EXPECT_THAT(that_are("IsNull"), ElementsAre("null"));
  EXPECT_THAT(that_are("IsBoolean"), ElementsAre("true", "false"));
  EXPECT_THAT(that_are("IsNumeric"), ElementsAre("0", "0.0", "1", "1.1"));
  EXPECT_THAT(that_are("IsString"), ElementsAre(R"("")", R"(" ")", R"("1")", R"("HelloWorld")",
                                                R"("2012-10-09T19:00:55")",
                                                R"("2012-10-09T19:00:55Z")", R"("2023-02-24")"));
  EXPECT_THAT(that_are("IsTimestamp"), ElementsAre(R"("2012-10-09T19:00:55Z")"));
  EXPECT_EQ(that_are("IsPresent"), values);
}

TEST(ComparisonTest, TestsOfTypeForFalseAreTheirOpposite) {
  for (const char* op :
       {"IsNull", "IsBoolean", "IsNumeric", "IsString", "IsTimestamp", "IsPresent"}) {
    const auto are = that_are(op);
    const auto are_not = that_are(op, false);
    for (const std::string& value : values) {
      EXPECT_NE(std::ranges::count(are, value), std::ranges::count(are_not, value)) << op << value;
    }
  }
}

TEST(ComparisonTest, OnlyIsPresentMayBeOfWhatIsNotThere) {
  EXPECT_EQ(holds_of(R"("Variable": "$.x", "IsPresent": true)", "{}"), "no");
  EXPECT_EQ(holds_of(R"("Variable": "$.x", "IsPresent": false)", "{}"), "yes");
  const std::string invalid =
      "Failed States.Runtime: An error occurred while executing the state 'C' (entered at the "
      "event id #2). Invalid path '$.x': The choice state's condition path references an invalid "
      "value.";
  for (const char* test : {R"("IsNull": true)", R"("IsString": false)", R"("StringEquals": "a")",
                           R"("NumericLessThan": 1)", R"("StringMatches": "*")"}) {
    EXPECT_EQ(holds_of(std::string{R"("Variable": "$.x", )"} + test, R"({"v":1})"), invalid);
  }
  EXPECT_EQ(holds_of(R"("Variable": "$.v", "NumericEqualsPath": "$.x")", R"({"v":1})"), invalid);
}

/// Source: recorded on AWS.
TEST(ComparisonTest, BooleansEqualBooleansOnly) {
  EXPECT_THAT(that_compare(values, "BooleanEquals", "true"), ElementsAre("true"));
  EXPECT_THAT(that_compare(values, "BooleanEquals", "false"), ElementsAre("false"));
}

/// Source: recorded on AWS.
TEST(ComparisonTest, NumbersCompareByValueNotByForm) {
  EXPECT_THAT(that_compare(values, "NumericEquals", "0"), ElementsAre("0", "0.0"));
  EXPECT_THAT(that_compare(values, "NumericEquals", "1.0"), ElementsAre("1"));
  EXPECT_THAT(that_compare(values, "NumericLessThan", "1"), ElementsAre("0", "0.0"));
  EXPECT_THAT(that_compare(values, "NumericLessThanEquals", "1"), ElementsAre("0", "0.0", "1"));
  EXPECT_THAT(that_compare(values, "NumericGreaterThan", "1"), ElementsAre("1.1"));
  EXPECT_THAT(that_compare(values, "NumericGreaterThanEquals", "1"), ElementsAre("1", "1.1"));
  EXPECT_EQ(compares("9007199254740993", "NumericGreaterThan", "9007199254740992"), "yes");
  EXPECT_EQ(compares("-5", "NumericLessThan", "-4.5"), "yes");
}

TEST(ComparisonTest, StringsCompareByTheirCharacters) {
  const std::vector<std::string> strings{R"("")", R"("A")", R"("B")", R"("a")",  R"("aa")",
                                         "1",     "null",   "true",   R"(["A"])"};
  EXPECT_THAT(that_compare(strings, "StringEquals", R"("a")"), ElementsAre(R"("a")"));
  EXPECT_THAT(that_compare(strings, "StringLessThan", R"("a")"),
              ElementsAre(R"("")", R"("A")", R"("B")"));
  EXPECT_THAT(that_compare(strings, "StringLessThanEquals", R"("B")"),
              ElementsAre(R"("")", R"("A")", R"("B")"));
  EXPECT_THAT(that_compare(strings, "StringGreaterThan", R"("a")"), ElementsAre(R"("aa")"));
  EXPECT_THAT(that_compare(strings, "StringGreaterThanEquals", R"("a")"),
              ElementsAre(R"("a")", R"("aa")"));
  EXPECT_EQ(compares(R"("é")", "StringGreaterThan", R"("z")"), "yes");
}

TEST(ComparisonTest, TimestampsCompareAsMoments) {
  const std::vector<std::string> times{R"("2024-01-01T00:00:00Z")",
                                       R"("2024-01-01T01:00:00+01:00")",
                                       R"("2024-01-01T00:00:00.5Z")",
                                       R"("2023-12-31T23:59:59Z")",
                                       R"("2024-01-01 00:00:00.000000")",
                                       R"("2024-01-01")",
                                       R"("")",
                                       "0",
                                       "null",
                                       "[]"};
  constexpr std::string_view midnight = R"("2024-01-01T00:00:00Z")";
  EXPECT_THAT(that_compare(times, "TimestampEquals", midnight), ElementsAre(times[0], times[1]));
  EXPECT_THAT(that_compare(times, "TimestampLessThan", midnight), ElementsAre(times[3]));
  EXPECT_THAT(that_compare(times, "TimestampGreaterThan", midnight), ElementsAre(times[2]));
  EXPECT_THAT(that_compare(times, "TimestampLessThanEquals", midnight),
              ElementsAre(times[0], times[1], times[3]));
  EXPECT_THAT(that_compare(times, "TimestampGreaterThanEquals", midnight),
              ElementsAre(times[0], times[1], times[2]));
}

TEST(ComparisonTest, APathToAnotherTypeIsNotEqual) {
  EXPECT_EQ(holds_of(R"("Variable": "$.v", "NumericEqualsPath": "$.o")", R"({"v":1,"o":"1"})"),
            "no");
  EXPECT_EQ(holds_of(R"("Variable": "$.v", "StringEqualsPath": "$.o")", R"({"v":"1","o":1})"),
            "no");
  EXPECT_EQ(holds_of(R"("Variable": "$.v", "TimestampEqualsPath": "$.o")",
                     R"({"v":"2024-01-01T00:00:00Z","o":5})"),
            "no");
}

TEST(ComparisonTest, PatternsMatchAnyRunOfCharacters) {
  const auto matching = [](std::string_view text, std::string_view pattern) {
    return compares(fmt::format("\"{}\"", text), "StringMatches", fmt::format("\"{}\"", pattern));
  };
  EXPECT_EQ(matching("log-1.txt", "log-*.txt"), "yes");
  EXPECT_EQ(matching("log-.txt", "log-*.txt"), "yes");
  EXPECT_EQ(matching("log-1.txt.gz", "log-*.txt"), "no");
  EXPECT_EQ(matching("a.b.txt", "*.*xt"), "yes");
  EXPECT_EQ(matching("", "*"), "yes");
  EXPECT_EQ(matching("", ""), "yes");
  EXPECT_EQ(matching("a", ""), "no");
  EXPECT_EQ(matching("aXbXc", "*X*X*"), "yes");
  EXPECT_EQ(matching("aXb", "*X*X*"), "no");
  EXPECT_EQ(matching("mississippi", "*issip*"), "yes");
  EXPECT_EQ(matching("abc", "ABC"), "no");
}

TEST(ComparisonTest, BackslashesTakePatternsLiterally) {
  const auto matching = [](std::string_view text, std::string_view pattern) {
    return compares(fmt::format("\"{}\"", text), "StringMatches", fmt::format("\"{}\"", pattern));
  };
  EXPECT_EQ(matching("a*b", R"(a\\*b)"), "yes");
  EXPECT_EQ(matching("aXb", R"(a\\*b)"), "no");
  EXPECT_EQ(matching(R"(a\\b)", R"(a\\\\b)"), "yes");
  EXPECT_EQ(matching(R"(a\\xyz)", R"(a\\\\*)"), "yes");
  EXPECT_EQ(matching("ab*", R"(*\\*)"), "yes");
}

TEST(ComparisonTest, PatternsMatchStringsOnly) {
  EXPECT_THAT(that_compare({"1", "null", "true", "[]"}, "StringMatches", R"("*")"), IsEmpty());
}

/// Method: patterns of many asterisks against a text that almost matches.
TEST(ComparisonTest, PatternsAreNoWayToSpendTime) {
  std::string pattern;
  for (int count = 0; count < 200; ++count) pattern += "*a";
  EXPECT_EQ(holds_of(R"("Variable": "$.v", "StringMatches": ")" + pattern + R"(b")",
                     R"({"v":")" + std::string(10'000, 'a') + R"("})"),
            "no");
}

constexpr std::string_view is_one = R"({"Variable": "$.n", "NumericEquals": 1})";
constexpr std::string_view is_text = R"({"Variable": "$.t", "IsString": true})";

TEST(ComparisonTest, ConditionsAreCombined) {
  const auto both = fmt::format(R"("And": [{}, {}])", is_one, is_text);
  EXPECT_EQ(holds_of(both, R"({"n":1,"t":"a"})"), "yes");
  EXPECT_EQ(holds_of(both, R"({"n":1,"t":1})"), "no");
  const auto either = fmt::format(R"("Or": [{}, {}])", is_one, is_text);
  EXPECT_EQ(holds_of(either, R"({"n":2,"t":"a"})"), "yes");
  EXPECT_EQ(holds_of(either, R"({"n":2,"t":1})"), "no");
  EXPECT_EQ(holds_of(fmt::format(R"("Not": {})", is_one), R"({"n":2})"), "yes");
  EXPECT_EQ(holds_of(fmt::format(R"("And": [{{"Not": {{"Or": [{}]}}}}])", is_one), R"({"n":1})"),
            "no");
}

/// Goal: a rule guards the one behind it.
TEST(ComparisonTest, CombinationsEndWhenTheyAreDecided) {
  EXPECT_EQ(
      holds_of(fmt::format(R"("And": [{{"Variable": "$.n", "IsPresent": true}}, {}])", is_one),
               "{}"),
      "no");
  EXPECT_EQ(
      holds_of(fmt::format(R"("Or": [{{"Variable": "$.n", "IsPresent": false}}, {}])", is_one),
               "{}"),
      "yes");
}

TEST(ComparisonTest, VariablesAndTheContextMayBeCompared) {
  EXPECT_EQ(holds_of(R"("Variable": "$$.StateMachine.Name", "StringEquals": "m")", "{}"), "yes");
  EXPECT_EQ(holds_of(R"("Variable": "$.v", "StringEqualsPath": "$$.State.Name")", R"({"v":"C"})"),
            "yes");
}

}  // namespace
}  // namespace spotdrill::asl
