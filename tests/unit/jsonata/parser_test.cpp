#include "jsonata/evaluated.hpp"

namespace spotdrill::jsonata {
namespace {

TEST(JsonataParser, RefusesWithCodePositionAndWords) {
  expect_all(
      {{"", "S0207 at 0: Unexpected end of expression"},
       {"1 +", "S0207 at 3: Unexpected end of expression"},
       {"(1", "S0203 at 2: Expected \")\" before end of expression"},
       {"[1;2]", "S0202 at 3: Expected \"]\", got \";\""},
       {"1 2", "S0201 at 3: Syntax error: 2"},
       {"a b", "S0201 at 3: Syntax error: \"b\""},
       {"!a", "S0204 at 1: Unknown operator: \"!\""},
       {"'abc", "S0101 at 4: String literal must be terminated by a matching quote"},
       {"'a\\x'", "S0103 at 3: Unsupported escape sequence: \\\"x\""},
       {"'\\u12G4'", "S0104 at 2: The escape sequence \\u must be followed by 4 hex digits"},
       {"`a", "S0105 at 2: Quoted property name must be terminated with a backquote (`)"},
       {"1e309", "S0102 at 0: Number out of range: \"1e309\""},
       {"]", "S0211 at 1: The symbol \"]\" cannot be used as a unary operator"},
       {"a.1", "S0213 at 3: The literal value 1 cannot be used as a step within a path expression"},
       {"a.null",
        "S0213 at 6: The literal value null cannot be used as a step within a path expression"},
       {"function(x){1}",
        "S0208 at 10: Parameter 1 of function definition must be a variable name "
        "(start with $)"},
       {"a@b", "S0214 at 3: The right side of \"@\" must be a variable name (start with $)"},
       {"a[0]@$b.c",
        "S0215 at 5: A context variable binding must precede any predicates on a step"},
       {"a^(b)@$c",
        "S0216 at 6: A context variable binding must precede the 'order-by' clause on a step"},
       {"[1]{'a': 1}[0]", "S0209 at 12: A predicate cannot follow a grouping expression in a step"},
       {"a{'b': 1}{'c': 2}", "S0210 at 10: Each step can only have one grouping expression"},
       {"//", "S0301 at 1: Empty regular expressions are not allowed"},
       {"/a", "S0302 at 2: No terminating / in regular expression"}});
}

TEST(JsonataParser, PositionsCountUtf16Units) {
  EXPECT_EQ(evaluated("'😀' + ]"),
            "S0211 at 8: The symbol \"]\" cannot be used as a unary operator");
}

TEST(JsonataParser, BytesThatAreNoUtf8AreRefusedWhereTheyStand) {
  EXPECT_EQ(evaluated("ab\xFFzz").substr(0, 10), "S0201 at 2");
  EXPECT_EQ(evaluated("'\xED\xA0\x80'").substr(0, 10), "S0201 at 1");
}

TEST(JsonataParser, DeepTextsAreRefusedNotFollowed) {
  for (const std::string_view opens : {"(", "[", "-", "{'a':", "a[", "$f("}) {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += opens;
    EXPECT_EQ(evaluated(deep).substr(0, 5), "U1001") << opens;
  }
  std::string chain = "1";
  for (int i = 0; i < 100'000; ++i) chain += "+1";
  EXPECT_EQ(evaluated(chain).substr(0, 5), "U1001");
}

TEST(JsonataParser, ASlashDividesAfterAnOperandAndBeginsARegexElsewhere) {
  expect_all({{"(6)/2", "3"}, {"[6][0]/3", "2"}, {"$contains('a/b', /\\//)", "true"}});
}

}  // namespace
}  // namespace spotdrill::jsonata
