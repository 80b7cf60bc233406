#include "jsonata/evaluated.hpp"

namespace spotdrill::jsonata {
namespace {

TEST(JsonataOperators, ArithmeticOfNumbersAndOfNothing) {
  expect_all(
      {{"1 + 2 * 3 - 4 / 8", "6.5"},
       {"(1 + 2) * 3", "9"},
       {"7 % 4", "3"},
       {"-7 % 4", "-3"},
       {"-(2 + 1)", "-3"},
       {"nothing + 1", "nothing"},
       {"0.1 + 0.2", "0.30000000000000004"},
       {"'a' + 1", "T2001 at 5: The left side of the \"+\" operator must evaluate to a number"},
       {"1 - true", "T2002 at 3: The right side of the \"-\" operator must evaluate to a number"},
       {"-'a'", "D1002 at 1: Cannot negate a non-numeric value: \"a\""},
       {"1/0 + 1", "D1001 at 5: Number out of range: null"},
       {"1/0", "D1001 at 0: Number out of range: null"}});
}

TEST(JsonataOperators, EqualityIsDeepAndComparisonIsOfOneType) {
  expect_all({{"[1, {'a': 'b'}] = [1, {'a': 'b'}]", "true"},
              {"{'a': 1, 'b': 2} = {'b': 2, 'a': 1}", "true"},
              {"1 = '1'", "false"},
              {"nothing = nothing", "false"},
              {"1 != 2", "true"},
              {"1 < 2 and 2 <= 2 and 'b' > 'a' and 'b' >= 'b'", "true"},
              {"'😀' < '\uFFFD'", "true"},
              {"nothing < 1", "nothing"},
              {"1 < 'a'",
               "T2009 at 3: The values 1 and \"a\" either side of operator \"<\" must be of "
               "the same data type"},
              {"true < 1",
               "T2010 at 6: The expressions either side of operator \"<\" must evaluate to "
               "numeric or string values"},
              {"1 in [1, 2]", "true"},
              {"'a' in 'a'", "true"},
              {"[1] in [[1]]", "false"}});
}

TEST(JsonataOperators, WordsAreOperatorsAndNames) {
  const json::value input = *parse_json(R"({"and": 1, "or": 0, "in": [1]})");
  expect_all({{"and and or", "false"}, {"and or or", "true"}, {"and in in", "true"}}, input);
}

TEST(JsonataOperators, ConcatenationWritesWhatIsNoText) {
  expect_all(
      {{"'a' & 1 & true & null & nothing", "\"a1truenull\""},
       {"1.0 & ''", "\"1\""},
       {"[1, 'b'] & {'c': 0.5}", R"("[1,\"b\"]{\"c\":0.5}")"},
       {"(1/3) & ''", "\"0.333333333333333\""},
       {"$sum & 'f'", "\"f\""},
       {"'\\ud83d' & '\\ude00'", "\"😀\""},
       {"(1/0) & ''", "D3001 at 7: Attempting to invoke string function on Infinity or NaN"}});
}

TEST(JsonataOperators, RangesCountWholeNumbers) {
  expect_all({{"[-1..1]", "[-1,0,1]"},
              {"[1..nothing]", "[]"},
              {"[1.5..3]",
               "T2003 at 6: The left side of the range operator (..) must evaluate to an integer"},
              {"[1..'a']",
               "T2004 at 4: The right side of the range operator (..) must evaluate to an integer"},
              {"[1..10000001]",
               "D2014 at 4: The size of the sequence allocated by the range operator (..) "
               "must not exceed 1e6.  Attempted to allocate 10000001."}});
}

TEST(JsonataOperators, ConditionsTakeTruthAsBooleanDoes) {
  expect_all({{"1 ? 'y' : 'n'", "\"y\""},
              {"0 ? 'y' : 'n'", "\"n\""},
              {"'' ? 'y'", "nothing"},
              {"[0, [1]] ? 'y' : 'n'", "\"y\""},
              {"[[0]] ? 'y' : 'n'", "\"n\""},
              {"{} ? 'y' : 'n'", "\"n\""},
              {"true ? false ? 1 : 2 : 3", "2"}});
}

TEST(JsonataOperators, BlocksHaveVariablesOfTheirOwn) {
  expect_all(
      {{"($x := 1; $y := $x + 1; $x & $y)", "\"12\""},
       {"($x := 1; ($x := 2); $x)", "1"},
       {"($x := $y := 3; $x + $y)", "6"},
       {"()", "nothing"},
       {"$x", "nothing"},
       {"1 := 2", "S0212 at 1: The left side of := must be a variable name (start with $)"}});
}

TEST(JsonataOperators, TransformsChangeACopy) {
  const json::value input = *parse_json(R"({"a": [{"n": 1, "x": 0}, {"n": 2}], "b": {"n": 3}})");
  expect_all({{"$ ~> |a|{'n': n * 10}, 'x'|", R"({"a":[{"n":10},{"n":20}],"b":{"n":3}})"},
              {"$ ~> |**[n = 1]|{}, ['n', 'x']|", R"({"a":[{},{"n":2}],"b":{"n":3}})"},
              {"($t := |b|{'m': 1}|; [$t($).b, b])", R"([{"n":3,"m":1},{"n":3}])"},
              {"$ ~> |a|5|",
               "T2011 at 9: The insert/update clause of the transform expression must "
               "evaluate to an object: 5"},
              {"$ ~> |a|{}, 5|",
               "T2012 at 13: The delete clause of the transform expression must "
               "evaluate to a string or array of strings: 5"},
              {"($clone := 1; $ ~> |a|{}|)",
               "T2013 at 20: The transform expression clones the input "
               "object using the $clone() function.  This has been "
               "overridden in the current scope by a non-function."}},
             input);
}

TEST(JsonataOperators, CommentsAreSpace) {
  expect_all(
      {{"1 /* one */ + /**/ 2", "3"}, {"1 /* one", "S0106 at 2: Comment has no closing tag"}});
}

}  // namespace
}  // namespace spotdrill::jsonata
