// The examples of "Filter pattern syntax" of the User Guide, and what they do not match.
#include "services/logs/patterns/pattern.hpp"

#include <gtest/gtest.h>

namespace spotdrill::logs {
namespace {

/// "yes", "no", or what is wrong with the pattern.
std::string match(std::string_view pattern, std::string_view message) {
  const auto parsed = Pattern::parse(pattern);
  if (!parsed.has_value()) return parsed.error();
  return parsed->matches(message) ? "yes" : "no";
}

constexpr std::string_view invalid = "Invalid filter pattern";

TEST(TermsPattern, AllTermsMustBeThere) {
  EXPECT_EQ(match("", "anything"), "yes");
  EXPECT_EQ(match("  ", "anything"), "yes");
  EXPECT_EQ(match("ERROR", "[ERROR 400] BAD REQUEST"), "yes");
  EXPECT_EQ(match("ERROR", "Exiting with ERRORCODE: -1"), "yes");
  EXPECT_EQ(match("ERROR", "error"), "no");
  EXPECT_EQ(match("ERROR ARGUMENTS", "[ERROR 419] MISSING ARGUMENTS"), "yes");
  EXPECT_EQ(match("ERROR ARGUMENTS", "[ERROR 400] BAD REQUEST"), "no");
}

TEST(TermsPattern, QuestionMarksAreOrAndMinusSignsNot) {
  EXPECT_EQ(match("?ERROR ?ARGUMENTS", "[INFO] ARGUMENTS"), "yes");
  EXPECT_EQ(match("?ERROR ?ARGUMENTS", "[INFO]"), "no");
  EXPECT_EQ(match("ERROR -ARGUMENTS", "[ERROR 400] BAD REQUEST"), "yes");
  EXPECT_EQ(match("ERROR -ARGUMENTS", "[ERROR 419] MISSING ARGUMENTS"), "no");
  EXPECT_EQ(match(R"("ERROR" - "Exiting")", "Exiting with ERRORCODE"), "no");
  EXPECT_EQ(match("?ERROR REQUEST", "[INFO] REQUEST"), "yes");
}

TEST(TermsPattern, PhrasesAreQuoted) {
  EXPECT_EQ(match(R"("INTERNAL SERVER ERROR")", "[ERROR 500] INTERNAL SERVER ERROR"), "yes");
  EXPECT_EQ(match(R"("INTERNAL SERVER ERROR")", "INTERNAL ERROR"), "no");
  EXPECT_EQ(match(R"("say \"hi\"")", R"(they say "hi")"), "yes");
  EXPECT_EQ(match("a@b", "a@b"), "Invalid character(s) in term 'a@b'");
  EXPECT_EQ(match("a \"b", "x"), "Invalid character(s) in term '\"b'");
  EXPECT_EQ(match("\"\"", "x"), "Invalid character(s) in term '\"\"'");
  EXPECT_EQ(match("+a", "x"), "Invalid character(s) in term '+a'");
}

TEST(RegexPattern, MatchesAsTheGuideSays) {
  EXPECT_EQ(match("%AUTHORIZED%", "UNAUTHORIZED"), "yes");
  EXPECT_EQ(match(R"(%^\d{3}\s%)", "404 x"), "yes");
  EXPECT_EQ(match(R"(%^\d{3}\s%)", "x404 x"), "no");
  EXPECT_EQ(match("%ab*c$%", "xxabbbc"), "yes");
  EXPECT_EQ(match("%ab*c$%", "abcd"), "no");
  EXPECT_EQ(match("%colou?r|gr[ae]y%", "grey"), "yes");
  EXPECT_EQ(match("%colou?r|gr[ae]y%", "groy"), "no");
  EXPECT_EQ(match("%a.{2,3}b%", "a12b"), "yes");
  EXPECT_EQ(match("%a.{2,3}b%", "a1b"), "no");
  EXPECT_EQ(match("%a.{2,3}b%", "a1234b"), "no");
  EXPECT_EQ(match("%a{2,}b%", "xaaab"), "yes");
  EXPECT_EQ(match("%a{2,}b%", "xab"), "no");
  EXPECT_EQ(match("%[^0-9]x%", "1x"), "no");
  EXPECT_EQ(match(R"(%\x41\[%)", "A["), "yes");
  EXPECT_EQ(match("%a+%", "b"), "no");
}

TEST(RegexPattern, RefusesWhatAwsDoes) {
  for (const char* pattern :
       {"%something!%", "%(a)%", "%a**%", "%[a%", "%a{3,2}%", "%\\q%", "%a"}) {
    EXPECT_NE(match(pattern, "x").find("Invalid character(s)"), std::string::npos) << pattern;
  }
}

// Whatever the expression, the time is in proportion to the message.
TEST(RegexPattern, IsNotSlowOnWhatBacktracks) {
  std::string stars = "%";
  for (int i = 0; i < 100; ++i) stars += "a*";
  EXPECT_EQ(match(stars + "b%", std::string(20'000, 'a')), "no");
}

constexpr std::string_view trail = R"({
  "eventType": "UpdateTrail", "sourceIPAddress": "111.111.111.111",
  "arrayKey": ["value", "another value"],
  "objectList": [{"name": "a", "id": 1}, {"name": "b", "id": 2}],
  "SomeObject": null, "cluster.name": "c", "ThisFlag": true,
  "number": [1e-3, 1e+3], "bandwidth": 76, "recipientAccountId": "123456789012"
})";

TEST(JsonPattern, SelectsProperties) {
  EXPECT_EQ(match(R"({ $.eventType = "UpdateTrail" })", trail), "yes");
  EXPECT_EQ(match("{$.eventType=UpdateTrail}", trail), "yes");
  EXPECT_EQ(match("{ $.eventType = Update }", trail), "no");
  EXPECT_EQ(match("{ $.sourceIPAddress != 123.123.* }", trail), "yes");
  EXPECT_EQ(match("{ $.sourceIPAddress = 111.111.* }", trail), "yes");
  EXPECT_EQ(match("{ $.sourceIPAddress = *.111 }", trail), "yes");
  EXPECT_EQ(match("{ $.arrayKey[0] = \"value\" }", trail), "yes");
  EXPECT_EQ(match("{ $.arrayKey[2] = \"value\" }", trail), "no");
  EXPECT_EQ(match("{ $.objectList[1].id = 2 }", trail), "yes");
  EXPECT_EQ(match("{ $.['cluster.name'] = \"c\" }", trail), "yes");
  EXPECT_EQ(match("{ $.recipientAccountId = 123456789012 }", trail), "yes");
  EXPECT_EQ(match("{ $.eventType = * }", "no json"), "no");
  EXPECT_EQ(match("{ $.eventType = * }", "[1]"), "no");
}

TEST(JsonPattern, WildcardsSelectAnyElement) {
  EXPECT_EQ(match("{ $.objectList[*].id = 2 }", trail), "yes");
  EXPECT_EQ(match("{ $.objectList[*].id = 3 }", trail), "no");
  EXPECT_EQ(match("{ $.arrayKey[*] = %val.{2}% }", trail), "yes");
  EXPECT_EQ(match("{ $.* = \"UpdateTrail\" }", trail), "yes");
  EXPECT_EQ(match("{ $.a[*].b[*] = 1 }", trail), invalid);
  EXPECT_EQ(match("{ $.a[*]=1 || $.b[*]=1 || $.c[*]=1 || $.d[*]=1 }", trail), invalid);
}

// "If it points to an array or object, the filter will not be applied": neither = nor != matches.
TEST(JsonPattern, ComparesOnlyValues) {
  EXPECT_EQ(match("{ $.arrayKey = 1 }", trail), "no");
  EXPECT_EQ(match("{ $.arrayKey != 1 }", trail), "no");
  EXPECT_EQ(match("{ $.nothing != 1 }", trail), "no");
}

TEST(JsonPattern, ComparesNumbers) {
  EXPECT_EQ(match("{ $.bandwidth > 75 }", trail), "yes");
  EXPECT_EQ(match("{ $.bandwidth > +76 }", trail), "no");
  EXPECT_EQ(match("{ $.bandwidth >= 76 && $.bandwidth <= 76 && $.bandwidth = 76.0 }", trail),
            "yes");
  EXPECT_EQ(match("{ $.bandwidth < 50 }", trail), "no");
  EXPECT_EQ(match("{ $.number[0] = 1e-3 }", trail), "yes");
  EXPECT_EQ(match("{ $.number[0] != 1e+3 }", trail), "yes");
  EXPECT_EQ(match("{ $.eventType > 1 }", trail), "no");
  EXPECT_EQ(match("{ $.eventType > x }", trail), invalid);
}

TEST(JsonPattern, TestsWhatIsNoValue) {
  EXPECT_EQ(match("{ $.SomeObject IS NULL }", trail), "yes");
  EXPECT_EQ(match("{ $.SomeOtherObject IS NULL }", trail), "no");
  EXPECT_EQ(match("{ $.SomeOtherObject NOT EXISTS }", trail), "yes");
  EXPECT_EQ(match("{ $.SomeObject NOT EXISTS }", trail), "no");
  EXPECT_EQ(match("{ $.ThisFlag IS TRUE }", trail), "yes");
  EXPECT_EQ(match("{ $.ThisFlag IS FALSE }", trail), "no");
  EXPECT_EQ(match("{ $.ThisFlag IS NOT TRUE }", trail), invalid);
}

constexpr std::string_view users = R"({"user":{"id":1,"email":"John.Stiles@example.com"},
  "users":[{"id":2,"email":"John.Doe@example.com"}],"actions":["GET","PUT","DELETE"],
  "coordinates":[[0,1,2],[4,5,6]]})";

TEST(JsonPattern, AndBindsMoreThanOrAndParenthesesMost) {
  EXPECT_EQ(match(R"({ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") })", users),
            "yes");
  EXPECT_EQ(
      match(R"({ ($.user.id = 2 && $.users[0].email = "n") || $.actions[2] = "GET" })", users),
      "no");
  EXPECT_EQ(match(R"({ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch )"
                  "&& $.actions[2] = nomatch }",
                  users),
            "yes");
  EXPECT_EQ(match(R"({ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = n) )"
                  "&& $.actions[2] = nomatch }",
                  users),
            "no");
}

TEST(JsonPattern, RefusesWhatIsNone) {
  for (const char* pattern :
       {"{}", "{ }", "{ $ = 1 }", "{ a = 1 }", "{ $.a = }", "{ $.a = 1 && }", "{ ($.a = 1 }",
        "{ $.a = 1 $.b = 2 }", "{ $.a == 1 }", "{ $.a[x] = 1 }", "{ $.a = %(x)% }",
        "{ $.a = %x% && $.b = %y% && $.c = %z% }"}) {
    EXPECT_EQ(match(pattern, trail), invalid) << pattern;
  }
  EXPECT_EQ(match("{ $.a = 1", trail), "If a filter pattern starts with '{' it must end with '}'");
  EXPECT_EQ(match("{ " + std::string(400, '(') + "$.a = 1" + std::string(400, ')') + " }", trail),
            invalid);
}

constexpr std::string_view access =
    R"(127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534)";

TEST(FieldsPattern, NamesEveryField) {
  EXPECT_EQ(match("[ip, user, username, timestamp, request, status_code, bytes]", access), "yes");
  EXPECT_EQ(match("[ip, user, username, timestamp, request, status_code]", access), "no");
  EXPECT_EQ(
      match("[ip, user, username, timestamp, request =*.html*, status_code = 4*, bytes]", access),
      "yes");
  EXPECT_EQ(match("[ip, user, username, timestamp, request, status_code = 5*, bytes]", access),
            "no");
  EXPECT_EQ(match("[ip,,,,,,]", access), "yes");
}

TEST(FieldsPattern, EllipsisStandsForAnyNumber) {
  EXPECT_EQ(match("[..., status_code, bytes > 1000]", access), "yes");
  EXPECT_EQ(match("[ip, ..., bytes > 2000]", access), "no");
  EXPECT_EQ(match("[ip = 127.*, ...]", access), "yes");
  EXPECT_EQ(match("[a, b, c, d, e, f, g, ...]", access), "yes");
  EXPECT_EQ(match("[a, b, c, d, e, f, g, h, ...]", access), "no");
  EXPECT_EQ(match("[..., a, ...]", access), invalid);
}

TEST(FieldsPattern, ConditionsOfAFieldAreJoined) {
  EXPECT_EQ(match("[w1=ERROR, w2]", "ERROR message"), "yes");
  EXPECT_EQ(match("[w1=ERROR, w2]", "ERRORS message"), "no");
  EXPECT_EQ(match("[w1=ERROR || w1=WARN, w2]", "WARN message"), "yes");
  EXPECT_EQ(match("[w1!=ERROR&&w1!=WARN, w2]", "INFO message"), "yes");
  EXPECT_EQ(match("[w1!=ERROR&&w1!=WARN, w2]", "WARN message"), "no");
  EXPECT_EQ(match("[w1=%^E% && w1!=%X$%, w2]", "EY message"), "yes");
  EXPECT_EQ(match("[ip, status_code = 4* && bytes > 1000]", "x 404"), invalid);
  EXPECT_EQ(match("[a b]", "x"), invalid);
}

TEST(FieldsPattern, ValuesGoByTheNamesOfTheirFields) {
  const auto pattern = Pattern::parse("[..., request=*.html*, status_code=4*,]");
  ASSERT_TRUE(pattern.has_value());
  const std::map<std::string, std::string> expected{
      {"$1", "127.0.0.1"},    {"$2", "Prod"},
      {"$3", "frank"},        {"$4", "10/Oct/2000:13:25:15 -0700"},
      {"$7", "1534"},         {"$request", "GET /index.html HTTP/1.0"},
      {"$status_code", "404"}};
  EXPECT_EQ(pattern->values(access), expected);
  EXPECT_EQ(pattern->value(access, "$7"), "1534");
  EXPECT_TRUE(pattern->takes("$status_code"));
  EXPECT_FALSE(pattern->takes("$.status_code"));
  EXPECT_FALSE(pattern->takes("$other"));
}

}  // namespace
}  // namespace spotdrill::logs
