#include "jsonata/evaluated.hpp"

namespace spotdrill::jsonata {
namespace {

TEST(JsonataMatching, MatchTellsPlacesAndGroups) {
  expect_all(
      {{"$match('ababbabbcc', /a(b+)/)",
        R"([{"match":"ab","index":0,"groups":["b"]},{"match":"abb","index":2,"groups":["bb"]},)"
        R"({"match":"abb","index":5,"groups":["bb"]}])"},
       {"$match('ababbabbcc', /a(b+)/, 1)", R"({"match":"ab","index":0,"groups":["b"]})"},
       {"$match('😀a', /a/).index", "2"},
       {"$match('ac', /(a)(b)?/).groups", R"(["a",null])"},
       {"$match('abc', /x/)", "nothing"},
       {"$match('abc', /x*/)", "D1004 at 7: Regular expression matches zero length string"},
       {"$match('a', /a/, -1)",
        "D3040 at 7: Third argument of match function must evaluate to a "
        "positive number"}});
}

// Goal: a text of ASCII is searched as any other, though by another automaton.
// Method: the same search where a character beyond ASCII follows, which no pattern reaches.
TEST(JsonataMatching, ATextOfAsciiIsSearchedAsAnyOther) {
  constexpr std::string_view text = "item-17 Ab_c\\t[x]{y}^z-a-9 ..ss\\n";
  for (const std::string_view pattern : {"[a-z]+",
                                         "[^a-z]+",
                                         "\\w+-\\d+",
                                         "\\W+",
                                         "\\s",
                                         "\\S+",
                                         "[^\\s]+",
                                         ".+9",
                                         "[\\D]+",
                                         "(a|é)b?",
                                         "[é]|x",
                                         "[^é]",
                                         "[à-ý]?x",
                                         "[]|c",
                                         "[^]c",
                                         "\\bA",
                                         "\\Bt",
                                         "(.)\\1",
                                         "(?<=-)a",
                                         "(?<!-)[az]",
                                         "[\\]^-]+",
                                         "\\u0041b",
                                         "[\\u0000-\\uffff]{3}",
                                         "ſ|K|k",
                                         "a(?!b)",
                                         "9$|c",
                                         "\\cI"}) {
    for (const std::string_view flags : {"", "i", "m"}) {
      const auto found = [&](std::string_view more) {
        return evaluated(std::string{"$match('"} + std::string{text} + std::string{more} + "', /" +
                         std::string{pattern} + "/" + std::string{flags} + ", 2)");
      };
      EXPECT_EQ(found(""), found("ü")) << pattern << " " << flags;
    }
  }
}

TEST(JsonataMatching, ReplaceFillsInGroupsOrCallsAFunction) {
  expect_all(
      {{"$replace('John Smith', /(\\w+)\\s(\\w+)/, '$2, $1')", "\"Smith, John\""},
       {"$replace('abc', /(b)/, '[$0$1$2$$x$]')", "\"a[bb$x$]c\""},
       {"$replace('abcdefghijklm', /(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)/, '$11-$1-$18')",
        "\"k-a-a8lm\""},
       {"$replace('265USD', /([0-9]+)USD/, function($m){$string($number($m.groups[0]) * 2)})",
        "\"530\""},
       {"$replace('aaa', 'a', 'b', 2)", "\"bba\""},
       {"$replace('aaa', /a/, 'b', 0)", "\"aaa\""},
       {"$replace('a', '', 'b')",
        "D3010 at 9: Second argument of replace function cannot be an empty string"},
       {"$replace('a', 'a', 'b', -1)",
        "D3011 at 9: Fourth argument of replace function must evaluate "
        "to a positive number"},
       {"$replace('a', /a/, function($m){1})",
        "D3012 at 9: Attempted to replace a matched string with a non-string value"}});
}

TEST(JsonataMatching, ContainsTakesTextOrExpression) {
  expect_all({{"$contains('abracadabra', 'cad')", "true"},
              {"$contains('abracadabra', /C.D/)", "false"},
              {"$contains('abracadabra', /C.D/i)", "true"},
              {"$contains('a\\nb', /^b$/)", "false"},
              {"$contains('a\\nb', /^b$/m)", "true"}});
}

TEST(JsonataMatching, AnExpressionIsAFunctionThatGivesMatches) {
  expect_all({{"($m := /a(.)/('xabac'); [$m.match, $m.start, $m.end, $m.groups, $m.next().match])",
               R"(["ab",1,3,"b","ac"])"},
              {"/a/('b')", "nothing"},
              {"$filter(['ab', 'b'], /a/)", "\"ab\""},
              {"$contains('x', function($s){1})",
               "T1010 at 10: The matcher function argument passed to function \"contains\" does "
               "not return "
               "the correct object structure"}});
}

// What ECMAScript means where Boost.Regex would mean something else.
TEST(JsonataMatching, PatternsAreEcmaScripts) {
  expect_all({{"$match('a<b', /\\</).index", "1"},
              {"$match('aé1_', /\\w+/).match", R"(["a","1_"])"},
              {"$match('٣3', /\\d/).index", "1"},
              {"$contains('\u00a0', /^\\s$/)", "true"},
              {"$contains('a\\u2028b', /a.b/)", "false"},
              {"$contains('b', /^[^]$/)", "true"},
              {"$contains('b', /[]/)", "false"},
              {"$contains('a{1', /a\\x7b1/)", "true"},
              {"$contains('a{,1}', /a{,1}/)", "true"},
              {"$match('aa', /(?:(x)|a)\\1/).match", R"(["a","a"])"},
              {"$contains('abab', /^(?<p>ab)\\k<p>$/)", "true"},
              {"$contains('ÄÖ', /^äö$/i)", "true"},
              {"$contains('a', /[B-b]/i)", "true"},
              {"$contains('foobar', /(?<=foo)bar/)", "true"},
              {"$contains('\\t', /^\\cI$/)", "true"},
              {"$contains('€', /^\\u20ac$/)", "true"},
              {"/a**/", "S0303 at 5: Invalid regular expression: /a**/: Nothing to repeat"},
              {"/a++/", "S0303 at 5: Invalid regular expression: /a++/: Nothing to repeat"},
              {"/[b-a]/",
               "S0303 at 7: Invalid regular expression: /[b-a]/: Range out of order in "
               "character class"},
              {"/(?>a)/", "S0303 at 7: Invalid regular expression: /(?>a)/: Invalid group"}});
}

}  // namespace
}  // namespace spotdrill::jsonata
