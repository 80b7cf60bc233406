#include "asl/query_functions.hpp"

#include <gmock/gmock.h>

#include <string>

#include "asl/payload.hpp"
#include "asl/query.hpp"
#include "asl/unit_scope.hpp"

namespace spotdrill::asl {
namespace {

std::string answer(std::string_view expression, const Scope& scope) {
  const auto query =
      Query::parse("{% " + std::string{expression} + " %}", "Output", Subject::Input);
  const auto value = query->evaluate(scope);
  return single_quoted(value.has_value() ? write_json(*value) : value.error().cause);
}

std::string answer(std::string_view expression) {
  return answer(expression, UnitScope{R"({"none": []})"});
}

TEST(QueryFunctions, PartitionAnArray) {
  EXPECT_EQ(answer("$partition([1, 2, 3, 4, 5], 2)"), "[[1,2],[3,4],[5]]");
  EXPECT_EQ(answer("$exists($partition($states.input.missing, 2))"), "false");
  EXPECT_THAT(answer("$partition([1], 0)"), testing::HasSubstr("must be a positive number"));
}

TEST(QueryFunctions, MakeARange) {
  EXPECT_EQ(answer("$range(0, 10, 5)"), "[0,5,10]");
  EXPECT_EQ(answer("$range(3, 1, -1)"), "[3,2,1]");
  EXPECT_EQ(answer("$range(0, 1, 0.5)"), "[0,0.5,1]");
  EXPECT_EQ(answer("$range(1, 1, 1)"), "1");
  EXPECT_EQ(answer("$count($range(1, 0, 1))"), "0");
  EXPECT_THAT(answer("$range(1, 2, 0)"), testing::HasSubstr("must not be 0"));
  EXPECT_THAT(answer("$range(1, 1e9, 1)"), testing::HasSubstr("no more than 1000000 elements"));
}

TEST(QueryFunctions, Hash) {
  EXPECT_EQ(answer("$hash('a', 'MD5')"), "'0cc175b9c0f1b6a831c399e269772661'");
  EXPECT_THAT(answer("$hash('a', 'MD4')"), testing::HasSubstr("is not one of"));
}

TEST(QueryFunctions, TakeChanceFromTheExecutionOrASeed) {
  const UnitScope scope{"{}"};
  EXPECT_NE(answer("$random()", scope), answer("$random()", scope));
  EXPECT_EQ(answer("$random(7)", scope), answer("$random(7)", scope));
  EXPECT_NE(answer("$random(7)", scope), answer("$random(8)", scope));
  EXPECT_EQ(answer("$random() < 1 and $random(1) >= 0", scope), "true");
  EXPECT_EQ(answer("$length($uuid())", scope), "36");
  EXPECT_NE(answer("$uuid()", scope), answer("$uuid()", scope));
  EXPECT_EQ(answer("$map(['1', '[2]'], $parse)", scope), "[1,[2]]");
}

TEST(QueryFunctions, ShuffleByChanceOfTheExecution) {
  const UnitScope scope{"{}"};
  EXPECT_NE(answer("$shuffle([1..20])", scope), answer("$shuffle([1..20])", scope));
  EXPECT_EQ(answer("$shuffle([1..20])"), answer("$shuffle([1..20])")) << "of the same seed";
  EXPECT_EQ(answer("$sort($shuffle([1..5]))"), "[1,2,3,4,5]");
}

TEST(QueryFunctions, ParseJson) {
  EXPECT_EQ(answer(R"($parse('{"a":[1,null]}').a)"), "[1,null]");
  EXPECT_EQ(answer("$parse(null)"),
            "The JSONata expression '$parse(null)' specified for the field 'Output' threw an error "
            "during evaluation. T0410: Argument 1 of function 'parse' does not match function "
            "signature");
  EXPECT_THAT(answer("$parse('{')"), testing::HasSubstr("threw an error during evaluation. D3000"));
}

}  // namespace
}  // namespace spotdrill::asl
