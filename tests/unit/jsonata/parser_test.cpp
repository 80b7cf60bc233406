#include <gmock/gmock.h>

#include <array>
#include <filesystem>
#include <set>

#include "base/read_file.hpp"
#include "jsonata/evaluated.hpp"
#include "jsonata/printed.hpp"

namespace spotdrill::jsonata {
namespace {

/// What `text` is read as, and what that is printed and read as. Empty: it does not parse.
std::string told_again(std::string_view text) {
  Program first;
  first.source = text;
  const auto tree = Parser{first}.parse();
  if (!tree.has_value()) return {};
  Program second;
  second.source = Printer{first}.text(*tree);
  const auto again = Parser{second}.parse();
  if (!again.has_value()) return "refused: " + second.source;
  return SameTree{first, second}(*tree, *again) ? "same" : "another: " + second.source;
}

/// The string literals of a C++ source, as far as they have no escapes or are raw.
std::set<std::string> literals_of(std::string_view source) {
  std::set<std::string> literals;
  for (std::size_t at = source.find('"'); at != std::string_view::npos;
       at = source.find('"', at + 1)) {
    const bool raw = at > 0 && source[at - 1] == 'R';
    const std::size_t open = raw ? source.find('(', at) : at;
    const std::string closing =
        raw ? ")" + std::string{source.substr(at + 1, open - at - 1)} + "\"" : "\"";
    const std::size_t end = source.find(closing, open + 1);
    if (end == std::string_view::npos) break;
    literals.emplace(source.substr(open + 1, end - open - 1));
    at = end + closing.size() - 1;
  }
  return literals;
}

/// Expressions of every form, by chance that is the same each time.
class RandomExpression {
 public:
  explicit RandomExpression(std::uint32_t seed) : state_(seed * 2654435761U + 1) {}

  std::string make(int depth) {
    constexpr std::array terminals = std::to_array<std::string_view>(
        {"a", "`b c`", "$", "$$", "$v", "1", "2.5e-7", "'s\\'\\u00e9'", "true", "null", "/x[/]y/i",
         "*", "**", "and", "or", "in"});
    if (depth == 0) return std::string{terminals[next() % terminals.size()]};
    const std::string x = make(depth - 1);
    const std::string y = make(depth - 1);
    constexpr std::array forms =
        std::to_array<std::string_view>({"({0})[{1}]",
                                         "({0}).({1})",
                                         "({0}; {1})",
                                         "[{0}, ({1})..3]",
                                         "{{{0}: {1}}}",
                                         "({0}){{'k': {1}}}",
                                         "({0})^(>{1}, <{0})",
                                         "$f({0}, ?)",
                                         "$f({0}, {1})",
                                         "function($x, $y)<n-(sb)a<n>?:x>{{({0}) + ({1})}}",
                                         "({0}) ? ({1})",
                                         "({0}) ? {1} : {0}",
                                         "- ({0})",
                                         "$x := {0}",
                                         "| {0} | {1} |",
                                         "| {0} | {1}, {0} |",
                                         "({0}) ~> $f({1})",
                                         "({0})@$i.({1})",
                                         "({0})#$i[]",
                                         "({0})[][{1}]",
                                         "a.%.({0})",
                                         "({0}) <= {1} and {0} != {1}",
                                         "{0} in {1} or ({0}) & {1}",
                                         "({0}) * {1} % 2 - 1 / 3"});
    return fmt::format(fmt::runtime(forms[next() % forms.size()]), x, y);
  }

 private:
  std::uint32_t next() {
    state_ = state_ * 1664525U + 1013904223U;
    return state_ >> 8U;
  }

  std::uint32_t state_;
};

// Goal: the parser loses nothing of what it reads but spaces, comments and positions.
// Method: each text's tree is printed and read again. The texts are the strings of these very
// tests, as far as they are expressions, and those of the benchmark.
TEST(JsonataParser, ReadsWhatItsTreesArePrintedAsAsTheSameTrees) {
  std::set<std::string> texts;
  for (const auto& file : std::filesystem::recursive_directory_iterator{SPOTDRILL_JSONATA_TESTS}) {
    if (file.path().extension() == ".cpp") texts.merge(literals_of(*read_file(file.path())));
  }
  const json::value cases = *parse_json(*read_file(SPOTDRILL_JSONATA_CASES));
  for (const auto& [name, text] : cases.get_object()) texts.emplace(text.get_string());
  std::size_t expressions = 0;
  for (const std::string& text : texts) {
    const std::string told = told_again(text);
    if (told.empty()) continue;
    ++expressions;
    EXPECT_EQ(told, "same") << text;
  }
  EXPECT_GT(expressions, 500U);
}

TEST(JsonataParser, LikewiseOfExpressionsByChance) {
  std::size_t expressions = 0;
  for (std::uint32_t seed = 0; seed < 3'000; ++seed) {
    const std::string text = RandomExpression{seed}.make(static_cast<int>(seed % 5));
    const std::string told = told_again(text);
    if (told.empty()) continue;
    ++expressions;
    EXPECT_EQ(told, "same") << text;
  }
  EXPECT_GT(expressions, 2'000U);
}

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

TEST(JsonataParser, ANumberIsTooLargeOnlyByItsValue) {
  const std::string zeros(400, '0');
  EXPECT_EQ(evaluated("1" + zeros + "e-5").substr(0, 10), "S0102 at 0");
  EXPECT_EQ(evaluated("1" + zeros + "e-399"), "10");
  EXPECT_EQ(evaluated("0." + zeros + "1"), "0");
  EXPECT_EQ(evaluated("1e-400"), "0");
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
