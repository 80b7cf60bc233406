#include "jsonata/evaluated.hpp"

namespace spotdrill::jsonata {
namespace {

TEST(JsonataStrings, StringWritesAnyValue) {
  expect_all({{"$string(5)", "\"5\""},
              {"$string([1, 'a', null, {'b': true}])", R"("[1,\"a\",null,{\"b\":true}]")"},
              {"$string({'a': [1]}, true)", R"("{\n  \"a\": [\n    1\n  ]\n}")"},
              {"$string({'a': [], 'b': {}}, true)", R"("{\n  \"a\": [],\n  \"b\": {}\n}")"},
              {"$string($sum)", "\"\""},
              {"[1e21, 1e-7, 123456789012345678, 0.000001, 1/3].$string()",
               R"(["1e+21","1e-7","123456789012346000","0.000001","0.333333333333333"])"},
              {"$string('\\u0007\\u2028\\ud800')", R"("\u0007)"
                                                   "\u2028\uFFFD\""},
              {"$string(['\\u0007\\ud800'])", R"("[\"\\u0007\\ud800\"]")"}});
}

TEST(JsonataStrings, LengthsAndPlacesCountCodePoints) {
  expect_all({{"$length('naïve 😀')", "7"},
              {"$substring('naïve 😀', 6)", "\"😀\""},
              {"$substring('hello', 1, 3)", "\"ell\""},
              {"$substring('hello', -3)", "\"llo\""},
              {"$substring('hello', -3, 2)", "\"ll\""},
              {"$substring('hello', -9, 2)", "\"he\""},
              {"$substring('hello', 2, 0)", "\"\""},
              {"$substringBefore('a-b-c', '-')", "\"a\""},
              {"$substringAfter('a-b-c', '-')", "\"b-c\""},
              {"$substringAfter('abc', 'x')", "\"abc\""},
              {"$pad('x', 3) & '|' & $pad('x', -3, '#') & '|' & $pad('x', -4, '😀b')",
               "\"x  |##x|😀b😀x\""}});
}

TEST(JsonataStrings, CaseIsUnicodes) {
  expect_all({{"$uppercase('straße ñ ŉ')", "\"STRASSE Ñ ʼN\""},
              {"$lowercase('ÀΣ ΑΣ Σ')", "\"àς ας σ\""},
              {"$trim('  a \\n b\\t')", "\"a b\""}});
}

TEST(JsonataStrings, SplitAndJoin) {
  expect_all({{"$split('a,b,,c', ',')", R"(["a","b","","c"])"},
              {"$split('a,b,,c', ',', 2)", R"(["a","b"])"},
              {"$split('abc', '')", R"(["a","b","c"])"},
              {"$split('a1b22c', /\\d+/)", R"(["a","b","c"])"},
              {"$split('a1b22c', /\\d+/, 2)", R"(["a","b"])"},
              {"$split('', ',')", R"([""])"},
              {"$split('a', ',', -1)",
               "D3020 at 7: Third argument of split function must evaluate to a positive number"},
              {"$join(['a', 'b'], '-') & $join('c')", "\"a-bc\""}});
}

TEST(JsonataStrings, EncodingsAndUrls) {
  expect_all({{"$base64encode('myuser:mypass')", "\"bXl1c2VyOm15cGFzcw==\""},
              {"$base64decode('bXl1c2VyOm15cGFzcw==')", "\"myuser:mypass\""},
              {"$base64decode('/w==')", "\"ÿ\""},
              {"$encodeUrlComponent('?x=тест&a b')", "\"%3Fx%3D%D1%82%D0%B5%D1%81%D1%82%26a%20b\""},
              {"$encodeUrl('https://a.b/?x=ü&y')", "\"https://a.b/?x=%C3%BC&y\""},
              {"$decodeUrlComponent('%3Fx%3D%C3%BC')", "\"?x=ü\""},
              {"$decodeUrl('%3Fx=%C3%BC')", "\"%3Fx=ü\""},
              {"$decodeUrl('%C3')", "D3140 at 11: Malformed URL passed to $decodeUrl(): \"%C3\""},
              {"$encodeUrl('\\ud800')",
               "D3140 at 11: Malformed URL passed to $encodeUrl(): \"\\ud800\""}});
}

}  // namespace
}  // namespace spotdrill::jsonata
