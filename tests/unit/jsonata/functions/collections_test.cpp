#include "jsonata/evaluated.hpp"

namespace spotdrill::jsonata {
namespace {

TEST(JsonataCollections, Arrays) {
  expect_all({{"$append([1], [2, 3])", "[1,2,3]"},
              {"$append(1, 2)", "[1,2]"},
              {"$append(nothing, 2)", "2"},
              {"$reverse([1, 2, 3])", "[3,2,1]"},
              {"$distinct([1, '1', 1, [2], [2], {'a': 1}, {'a': 1}, null, null])",
               R"([1,"1",[2],{"a":1},null])"},
              {"$zip([1, 2, 3], ['a', 'b'])", R"([[1,"a"],[2,"b"]])"},
              {"$zip([1], 2)", "[[1,2]]"},
              {"$shuffle([1, 2, 3, 4]) ~> $sort", "[1,2,3,4]"}});
}

TEST(JsonataCollections, SortIsStableAndTakesAComparison) {
  expect_all(
      {{"$sort([3, 1, 2])", "[1,2,3]"},
       {"$sort(['b', 'a', 'B'])", R"(["B","a","b"])"},
       {"$sort([{'a': 2, 'n': 1}, {'a': 1}, {'a': 2, 'n': 2}], function($l, $r){$l.a < $r.a}).n",
        "[1,2]"},
       {"$sort([1, 'a'])",
        "D3070 at 6: The single argument form of the sort function can only be applied "
        "to an array of strings or an array of numbers.  Use the second argument to "
        "specify a comparison function"}});
}

TEST(JsonataCollections, Objects) {
  expect_all({{"$keys({'b': 1, 'a': 2})", R"(["b","a"])"},
              {"$keys([{'a': 1}, {'b': 2, 'a': 3}])", R"(["a","b"])"},
              {"$lookup([{'a': 1}, {'a': [2, 3]}], 'a')", "[1,2,3]"},
              {"$spread({'a': 1, 'b': 2})", R"([{"a":1},{"b":2}])"},
              {"$spread([{'a': 1}])", R"([{"a":1}])"},
              {"$merge([{'a': 1, 'b': 2}, {'a': 3}])", R"({"a":3,"b":2})"},
              {"$each({'a': 1, 'b': 2}, function($v, $k){$k & $v})", R"(["a1","b2"])"},
              {"$sift({'a': 1, 'b': 2}, function($v){$v > 1})", R"({"b":2})"},
              {"$sift({'a': 1}, function($v){false})", "nothing"},
              {"$sift({'a': 1})", "T1006 at 6: Attempted to invoke a non-function"},
              {"$sift({})", "nothing"},
              {"$clone({'a': [1, 1/3]})", R"({"a":[1,0.333333333333333]})"}});
}

TEST(JsonataCollections, HigherOrder) {
  expect_all({{"$map([1, 2], function($v, $i, $a){$v + $i + $count($a)})", "[3,5]"},
              {"$map([1], $string)", "\"1\""},
              {"$map(nothing, $string)", "nothing"},
              {"$filter([1, 2, 3], function($v, $i){$i > 0})", "[2,3]"},
              {"$reduce([1, 2, 3], function($a, $b){$a * 10 + $b})", "123"},
              {"$reduce([1, 2], function($a, $b, $i){$a + $b * $i}, 10)", "12"},
              {"$reduce([], function($a, $b){1})", "nothing"},
              {"$reduce([1], function($a){1})",
               "D3050 at 8: The second argument of reduce function must be a "
               "function with at least two arguments"},
              {"$single([1, 2, 3], function($v){$v = 2})", "2"},
              {"$single([1, 1], function($v){$v = 1})",
               "D3138 at 8: The $single() function expected exactly 1 "
               "matching result.  Instead it matched more."},
              {"$single([1], function($v){$v = 2})",
               "D3139 at 8: The $single() function expected exactly 1 "
               "matching result.  Instead it matched 0."}});
}

TEST(JsonataCollections, TypesAndTruth) {
  expect_all({{"[1, 'a', true, null, [1], {}, $sum].$type($)",
               R"(["number","string","boolean","null","array",)"
               R"("object","function"])"},
              {"$type([1])", "\"array\""},
              {"$type(nothing)", "nothing"},
              {"$boolean([0, 0]) or $boolean('') or $boolean({})", "false"},
              {"$boolean(function(){1})", "false"},
              {"$not(nothing)", "nothing"},
              {"$exists(nothing)", "false"},
              {"$exists(null)", "true"}});
}

TEST(JsonataCollections, ErrorsOfTheAuthor) {
  expect_all({{"$error('Not here')", "D3137 at 7: Not here"},
              {"$error()", "D3137 at 7: $error() function evaluated"},
              {"$assert(1 = 1, 'no')", "nothing"},
              {"$assert(1 = 2, 'no')", "D3141 at 8: no"},
              {"$assert(false)", "D3141 at 8: $assert() statement failed"}});
}

TEST(JsonataCollections, EvalSeesTheCallersVariables) {
  expect_all({{"($x := 2; $eval('$x * 3'))", "6"},
              {"$eval('[1, 2]')", "[1,2]"},
              {"$eval('a', {'a': 5})", "5"},
              {"($f := $eval('function($y){$y + 1}'); $f(1))", "2"},
              {"$eval('1 +')",
               "D3120 at 6: Syntax error in expression passed to function eval: \"Unexpected "
               "end of expression\""},
              {"$eval('1 + \"a\"')",
               "D3121 at 6: Dynamic error evaluating the expression passed to function eval: \"The "
               "right side of "
               "the \\\"+\\\" operator must evaluate to a number\""}});
}

}  // namespace
}  // namespace spotdrill::jsonata
