#include "jsonata/evaluated.hpp"

namespace spotdrill::jsonata {
namespace {

TEST(JsonataNumbers, NumberReadsDecimalsAndPrefixes) {
  expect_all({{"$number('-12.5e1')", "-125"},
              {"$number('0x1F') + $number('0o17') + $number('0b11')", "49"},
              {"$number(true)", "1"},
              {"$number('1,2')", "D3030 at 8: Unable to cast value to a number: \"1,2\""},
              {"$number('')", "D3030 at 8: Unable to cast value to a number: \"\""},
              {"$number('1e999')", "D3030 at 8: Unable to cast value to a number: \"1e999\""}});
}

TEST(JsonataNumbers, RoundingIsToEven) {
  expect_all({{"[0.5, 1.5, 2.5, -0.5, -1.5].$round()", "[0,2,2,0,-2]"},
              {"$round(123.456, 2) & ' ' & $round(123.456, -1) & ' ' & $round(1.005, 2)",
               "\"123.46 120 1\""},
              {"[-2.5, 2.5].[$floor(), $ceil(), $abs()]", "[[-3,-2,2.5],[2,3,2.5]]"}});
}

TEST(JsonataNumbers, PowersAndRoots) {
  expect_all(
      {{"$power(2, 10)", "1024"},
       {"$power(10, 400)",
        "D3061 at 7: The power function has resulted in a value that cannot be "
        "represented as a JSON number: base=10, exponent=400"},
       {"$sqrt(9)", "3"},
       {"$sqrt(-1)", "D3060 at 6: The sqrt function cannot be applied to a negative number: -1"},
       {"$random()", "0.5"}});
}

TEST(JsonataNumbers, Aggregates) {
  expect_all({{"[$sum([1, 2, 3]), $max([1, 3, 2]), $min([3, 1]), $average([1, 2])]", "[6,3,1,1.5]"},
              {"[$sum([]), $count([]), $count(nothing), $count(5)]", "[0,0,0,1]"},
              {"$max([])", "nothing"},
              {"$sum(nothing)", "nothing"}});
}

TEST(JsonataNumbers, FormatBase) {
  expect_all({{"$formatBase(100, 2) & ' ' & $formatBase(255, 16) & ' ' & $formatBase(-35, 36)",
               "\"1100100 ff -z\""},
              {"$formatBase(2.5)", "\"2\""},
              {"$formatBase(1, 37)",
               "D3100 at 12: The radix of the formatBase function must be between 2 and 36.  It "
               "was given 37"}});
}

TEST(JsonataNumbers, FormatNumberFollowsItsPicture) {
  expect_all(
      {{"$formatNumber(12345.6, '#,###.00')", "\"12,345.60\""},
       {"$formatNumber(1234.5678, '00.000e0')", "\"12.346e2\""},
       {"$formatNumber(34.555, '#0.00;(#0.00)')", "\"34.56\""},
       {"$formatNumber(-34.555, '#0.00;(#0.00)')", "\"(34.56)\""},
       {"$formatNumber(-6, '000')", "\"-006\""},
       {"$formatNumber(0.14, '01%')", "\"14%\""},
       {"$formatNumber(0.14, '001‰')", "\"140‰\""},
       {"$formatNumber(1234.5, '٠,٠٠٠.٠', {'zero-digit': '٠'})", "\"١,٢٣٤.٥\""},
       {"$formatNumber(1234567.89, '#.##0,0', {'decimal-separator': ',', 'grouping-separator': "
        "'.'})",
        "\"1.234.567,9\""},
       {"$formatNumber(1, '0;0;0')",
        "D3080 at 14: The picture string must only contain a maximum of two sub-pictures"},
       {"$formatNumber(1, '0.0.0')",
        "D3081 at 14: The sub-picture must not contain more than one "
        "instance of the 'decimal-separator' character"},
       {"$formatNumber(1, 'x')",
        "D3085 at 14: The mantissa part of a sub-picture must contain at least "
        "one character that is either an 'optional digit character' or a "
        "member of the 'decimal digit family'"},
       {"$formatNumber(1, '0#')",
        "D3090 at 14: The integer part of the sub-picture must not contain a "
        "member of the 'decimal digit family' that is followed by an "
        "instance of the 'optional digit character'"}});
}

TEST(JsonataNumbers, FormatIntegerHasDigitsLettersNumeralsAndWords) {
  expect_all({{"$formatInteger(1234567, '#,##0')", "\"1,234,567\""},
              {"$formatInteger(7, '000')", "\"007\""},
              {"[1, 2, 3, 11, 112].$formatInteger('0;o')", R"(["1st","2nd","3rd","11th","112th"])"},
              {"$formatInteger(12, '٠')", "\"١٢\""},
              {"$formatInteger(1999, 'I') & $formatInteger(4, 'i')", "\"MCMXCIXiv\""},
              {"$formatInteger(27, 'A') & $formatInteger(702, 'a')", "\"AAzz\""},
              {"$formatInteger(2789, 'w')", "\"two thousand, seven hundred and eighty-nine\""},
              {"$formatInteger(1000021, 'Ww;o')", "\"One Million and Twenty-First\""},
              {"$formatInteger(-5, 'W')", "\"-FIVE\""},
              {"$formatInteger(1, 'x')",
               "D3130 at 15: Formatting or parsing an integer as a sequence starting "
               "with \"x\" is not supported by this implementation"},
              {"$formatInteger(1, '0٠')",
               "D3131 at 15: In a decimal digit pattern, all digits must be from the "
               "same decimal group"}});
}

TEST(JsonataNumbers, ParseIntegerReadsThem) {
  expect_all({{"$parseInteger('1,234', '#,##0')", "1234"},
              {"$parseInteger('two thousand, seven hundred and eighty-ninth', 'w;o')", "2789"},
              {"$parseInteger('MCMXCIX', 'I') + $parseInteger('iv', 'i')", "2003"},
              {"$parseInteger('zz', 'a')", "702"},
              {"$parseInteger('12th', '0;o')", "12"}});
}

}  // namespace
}  // namespace spotdrill::jsonata
