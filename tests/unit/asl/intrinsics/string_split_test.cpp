#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asl/intrinsics/evaluated.hpp"

namespace spotdrill::asl {
namespace {

std::string split(std::string_view text, std::string_view delimiters) {
  const json::value input = {{"text", text}, {"by", delimiters}};
  return evaluated("States.StringSplit($.text, $.by)", write_json(input));
}

TEST(StringSplitTest, EveryCharacterPartsAndEmptyPartsAreLeftOut) {
  EXPECT_EQ(split(" ", ","), "[' ']");
  EXPECT_EQ(split(" , ", ","), "[' ',' ']");
  EXPECT_EQ(split(", , ,", ","), "[' ',' ']");
  EXPECT_EQ(split(",,,,", ","), "[]");
  EXPECT_EQ(split("", ","), "[]");
  EXPECT_EQ(split("1,2,3", ","), "['1','2','3']");
  EXPECT_EQ(split("This.is+a,test=string", ".+,="), "['This','is','a','test','string']");
  EXPECT_EQ(split("split on T and \nnew line", "T\n"), "['split on ',' and ','new line']");
  EXPECT_EQ(split("aäbü", "ä"), "['a','bü']");
  EXPECT_EQ(evaluated("States.StringSplit($$.Execution.Input.list, ',')"), "['a','b']");
}

}  // namespace
}  // namespace spotdrill::asl
