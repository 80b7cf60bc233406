#include "jsonata/evaluated.hpp"

namespace spotdrill::jsonata {
namespace {

TEST(JsonataCall, FunctionsAreClosedOverTheirVariables) {
  expect_all({{"($add := function($x){function($y){$x + $y}}; $add(2)(3))", "5"},
              {"($f := λ($n){$n <= 1 ? 1 : $n * $f($n - 1)}; $f(10))", "3628800"},
              {"function($x, $y){[$x, $y]}(1)", "[1]"},
              {"($x := 1; $f := function(){$x}; $x := 2; $f())", "2"}});
}

TEST(JsonataCall, CallsInTailPositionNeedNoStack) {
  expect_all({{"($f := function($n, $sum){$n = 0 ? $sum : $f($n - 1, $sum + $n)}; $f(100000, 0))",
               "5000050000"},
              {"($even := function($n){$n = 0 ? true : ($m := $n - 1; $odd($m))};"
               " $odd := function($n){$n = 0 ? false : $even($n - 1)}; $even(50001))",
               "false"}});
}

TEST(JsonataCall, ChainsPassValuesAndComposeFunctions) {
  expect_all({{"'a-b' ~> $uppercase() ~> $split('-')", R"(["A","B"])"},
              {"[1, 2] ~> $sum", "3"},
              {"($f := $trim ~> $length; $f('  ab '))", "2"},
              {"1 ~> 2",
               "T2006 at 4: The right side of the function application operator ~> must be a "
               "function"}});
}

TEST(JsonataCall, PartialApplicationLeavesArgumentsOpen) {
  expect_all(
      {{"($first := $substring(?, 0, ?); $first('Hello', 3))", "\"Hel\""},
       {"($f := function($a, $b, $c){$a & $b & $c}; $g := $f(?, 'x', ?); $g(1, 2))", "\"1x2\""},
       {"$map([1, 2], $power(?, 2))", "[1,4]"},
       {"nothing(?)", "T1008 at 8: Attempted to partially apply a non-function"},
       {"sum(?)", "T1007 at 4: Attempted to partially apply a non-function. Did you mean $sum?"}});
}

TEST(JsonataCall, WhatIsNoFunctionIsNotCalled) {
  expect_all({{"$nothing(1)", "T1006 at 9: Attempted to invoke a non-function"},
              {"sum(1)", "T1005 at 4: Attempted to invoke a non-function. Did you mean $sum?"},
              {"'a'()", "T1006 at 4: Attempted to invoke a non-function"}});
}

TEST(JsonataCall, SignaturesCheckAndCompleteArguments) {
  const json::value input = *parse_json(R"({"a": "text", "n": 1})");
  expect_all(
      {{"a.$length()", "4"},
       {"n.$length()",
        "T0411 at 10: Context value is not a compatible type with argument 1 of "
        "function \"length\""},
       {"$length(n)",
        "T0410 at 8: Argument 1 of function \"length\" does not match function signature"},
       {"$substring('a', 1, 2, 3)",
        "T0410 at 11: Argument 4 of function \"substring\" does not match function signature"},
       {"$sum(5)", "5"},
       {"$sum(['a'])",
        "T0412 at 5: Argument 1 of function \"sum\" must be an array of \"numbers\""},
       {"function($x, $y)<n-n:n>{$x + $y}(2, 3)", "5"},
       {"n.(function($x, $y)<n-n:n>{$x + $y}(2))", "3"},
       {"function($x)<a<s>>{$count($x)}('a')", "1"},
       {"function($x)<(ns)>{$x}(true)",
        "T0410 at 23: Argument 1 of function undefined does not match "
        "function signature"},
       {"function($x)<s<n>>{$x}",
        "S0401 at 15: Type parameters can only be applied to functions and arrays"},
       {"function($x)<(a<s>)>{$x}",
        "S0402 at 14: Choice groups containing parameterized types are not "
        "supported"}},
      input);
}

TEST(JsonataCall, ErrorsNameTheOutermostCall) {
  expect_all({{"$map([1], function($v){$v & $nothing()})",
               "T1006 at 5: Attempted to invoke a non-function"},
              {"1 + $error('no')", "D3137 at 11: no"}});
}

}  // namespace
}  // namespace spotdrill::jsonata
