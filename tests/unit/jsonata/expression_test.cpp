#include "jsonata/evaluated.hpp"

namespace spotdrill::jsonata {
namespace {

std::string references_of(std::string_view expression) {
  std::string out;
  for (const Reference& each : Expression::compile(expression)->references()) {
    out += (out.empty() ? "" : " ") + each.variable;
    for (const std::string& name : each.path) out += "." + name;
    if (each.called) out += "()";
  }
  return out;
}

TEST(JsonataExpression, TellsWhichVariablesItTakesFromOutside) {
  EXPECT_EQ(references_of("$states.input.id & $x"), "states.input.id x");
  EXPECT_EQ(references_of("$sum($states.result.items[price > $least].price)"),
            "sum() states.result.items.price least");
  EXPECT_EQ(references_of("($x := $y; $x + $z)"), "y z");
  EXPECT_EQ(references_of("function($a){$a + $b}"), "b");
  EXPECT_EQ(references_of("items@$i.$i.x#$p.($p & $$ & $)"), "");
  EXPECT_EQ(references_of("{$k: $v} ~> |$t|{'a': $u}|"), "k v t u");
  // A call of what the expression defines itself says nothing of the variable before it.
  EXPECT_EQ(references_of("($f := function($a){$a}; $y & $f(1))"), "y");
}

TEST(JsonataExpression, VariablesAreBoundWithoutACopy) {
  const json::value input = *parse_json(R"({"a": [1, 2]})");
  const json::value context = "c";
  Environment environment = test_environment();
  environment.bind("v", input);
  environment.bind_members("states", {{"input", &input}, {"context", &context}});
  EXPECT_EQ(evaluated("$states.input.a[1] & $states.context & $count($v.a)", nullptr, environment),
            "\"2c2\"");
  EXPECT_EQ(evaluated("$keys($states)", nullptr, environment), R"(["input","context"])");
}

TEST(JsonataExpression, HostFunctionsAreCheckedByTheirSignature) {
  Environment environment = test_environment();
  environment.functions["twice"] = {
      "<n-:n>", [](const std::vector<Maybe>& arguments) {
        return Result<Maybe, Error>{json::value(arguments.at(0)->to_number<double>() * 2)};
      }};
  environment.functions["fail"] = {"", [](const std::vector<Maybe>&) -> Result<Maybe, Error> {
                                     return refuse(Error{.code = "X1", .message = "it fails"});
                                   }};
  EXPECT_EQ(evaluated("$map([1, 2], $twice)", nullptr, environment), "[2,4]");
  EXPECT_EQ(evaluated("$twice('a')", nullptr, environment),
            "T0410 at 7: Argument 1 of function \"twice\" does not match function signature");
  EXPECT_EQ(evaluated("$fail()", nullptr, environment), "X1 at 6: it fails");
}

TEST(JsonataExpression, WithheldFunctionsAreNotThere) {
  Environment environment = test_environment();
  environment.withheld = {"eval"};
  EXPECT_EQ(evaluated("$eval('1')", nullptr, environment),
            "T1006 at 6: Attempted to invoke a non-function");
}

TEST(JsonataExpression, WithoutAnInputThereIsNoContext) {
  const auto value = Expression::compile("$exists($) or $exists($$)")->evaluate(test_environment());
  EXPECT_EQ(**value, json::value(false));
}

TEST(JsonataExpression, FunctionsAreNoValues) {
  expect_all({{"$sum", "nothing"}, {"[$sum, 1]", "[null,1]"}, {"{'a': $sum}", "{}"}});
}

// Goal: what runs away ends by itself, with an error, whatever it runs away with.
TEST(JsonataExpression, LimitsEndTheEvaluationAndNothingElse) {
  Environment environment = test_environment();
  environment.limits = {.steps_max = 200'000, .depth_max = 500, .bytes_max = 4 << 20};
  for (const std::string_view expression :
       {"($f := function(){$f()}; $f())", "($f := function($x){1 + $f($x)}; $f(1))",
        "($f := function($x){$f([$x])}; $f(1))", "($f := function($x){$f($x & $x)}; $f('ab'))",
        "$pad('', 100000000)", "[1..9999999]",
        "($a := [1..1000]; $map($a, function($x){$map($a, function($y){$map($a, $string)})}))",
        "($f := function($n, $x){$n = 0 ? $x : $f($n - 1, {'a': $x, 'b': $x})}; $string($f(60, "
        "1)))",
        "($f := function($n, $x){$n = 0 ? $x : $f($n - 1, {'a': $x, 'b': $x})}; $f(60, 1))",
        "$replace($pad('', 1000, 'a'), /(a*)*b/, '')", "$formatInteger(1e300, 'I')",
        "$join($map([1..1000], function($x){$pad('', 10000)}))"}) {
    EXPECT_EQ(evaluated(expression, nullptr, environment).substr(0, 5), "U1001") << expression;
  }
}

}  // namespace
}  // namespace spotdrill::jsonata
