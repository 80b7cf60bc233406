#include "jsonata/evaluated.hpp"

namespace spotdrill::jsonata {
namespace {

TEST(JsonataDates, NowIsTheEvaluations) {
  expect_all({{"$millis()", "1500000000000"},
              {"$now()", "\"2017-07-14T02:40:00.000Z\""},
              {"$now('[H#1]:[m01]', '+0200')", "\"4:40\""}});
}

TEST(JsonataDates, FromMillisFollowsItsPicture) {
  expect_all(
      {{"$fromMillis(1510067557121)", "\"2017-11-07T15:12:37.121Z\""},
       {"$fromMillis(1510067557121, '[M01]/[D01]/[Y0001] [h#1]:[m01][P]')",
        "\"11/07/2017 3:12pm\""},
       {"$fromMillis(1521801216617, '[FNn], [D1o] [MNn] [Y]')", "\"Friday, 23rd March 2018\""},
       {"$fromMillis(1521801216617, '[F,*-3] [MN,*-3] [Y,2] [YI]')", "\"fri MAR 18 MMXVIII\""},
       {"$fromMillis(1419940800000, '[X]-W[W01] w[w] [xNn] [d]')", "\"2015-W01 w1 January 364\""},
       {"$fromMillis(0, '[Dwo] of [[x]] [Yw]')",
        "\"first of [x] one thousand, nine hundred and seventy\""},
       {"$fromMillis(1510067557121, '[H01]:[m01] [z]', '-0500')", "\"10:12 GMT-05:00\""},
       {"$fromMillis(1510067557121, '[Z0101t]|[Z0]|[Z]', '+0530')", "\"+0530|+5:30|+05:30\""},
       {"$fromMillis(0, '[Z01:01t]')", "\"Z\""},
       {"$fromMillis(0, '[q]')",
        "D3132 at 12: Unknown component specifier \"q\" in date/time picture string"},
       {"$fromMillis(0, '[YN]')",
        "D3133 at 12: The 'name' modifier can only be applied to months and days "
        "in the date/time picture string, not \"Y\""},
       {"$fromMillis(0, '[Z010101t]')",
        "D3134 at 12: The timezone integer format specifier cannot have "
        "more than four digits"},
       {"$fromMillis(0, '[Y')",
        "D3135 at 12: No matching closing bracket ']' in date/time picture string"}});
}

TEST(JsonataDates, ToMillisReadsIso8601) {
  expect_all({{"$toMillis('2017-11-07T15:12:37.121Z')", "1510067557121"},
              {"$toMillis('2017-11-07T15:12:37+01:00')", "1510063957000"},
              {"$toMillis('1970')", "0"},
              {"$toMillis('2020-02-29')", "1582934400000"},
              {"$toMillis('29.2.2020')",
               "D3110 at 10: The argument of the toMillis function must be an ISO 8601 "
               "formatted timestamp. Given \"29.2.2020\""}});
}

TEST(JsonataDates, ToMillisReadsByAPicture) {
  expect_all(
      {{"$toMillis('03/07/2021 4:05 pm', '[M01]/[D01]/[Y0001] [h]:[m] [P]')", "1615133100000"},
       {"$toMillis('3rd March 2021', '[D1o] [MNn] [Y]')", "1614729600000"},
       {"$toMillis('twenty-first of March 2021', '[Dwo] of [MNn] [Y]')", "1616284800000"},
       {"$toMillis('2021-060', '[Y]-[d]')", "1614556800000"},
       {"$toMillis('13:45', '[H]:[m]')", "1500039900000"},
       {"$toMillis('2021-03-03 +01:00', '[Y]-[M]-[D] [Z]')", "1614726000000"},
       {"$toMillis('x', '[Y]')", "nothing"},
       {"$toMillis('13-5', '[H]-[s]')",
        "D3136 at 10: The date/time picture string is missing specifiers "
        "required to parse the timestamp"},
       {"$toMillis('2021-W05', '[X]-W[W]')",
        "D3136 at 10: The date/time picture string is missing "
        "specifiers required to parse the timestamp"}});
}

}  // namespace
}  // namespace spotdrill::jsonata
