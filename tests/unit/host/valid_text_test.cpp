#include "host/valid_text.hpp"

#include <gtest/gtest.h>

namespace spotdrill {
namespace {

TEST(ValidText, WhatIsTextStaysAsItIs) {
  for (const char* text : {"", "/mnt/efs/a b.pt", "/mnt/größe/€/𝄞"})
    EXPECT_EQ(valid_text(text), text);
}

TEST(ValidText, WhatIsNoneIsShownAsQuestionMarks) {
  EXPECT_EQ(valid_text("a\xff"
                       "b"),
            "a?b");
  EXPECT_EQ(valid_text("a\xc3"), "a?");               // Cut.
  EXPECT_EQ(valid_text("\xe2\x82"), "??");            // Cut.
  EXPECT_EQ(valid_text("\xc0\xaf"), "??");            // Overlong.
  EXPECT_EQ(valid_text("\xed\xa0\x80"), "???");       // A surrogate.
  EXPECT_EQ(valid_text("\xf4\x90\x80\x80"), "????");  // Above the last.
}

}  // namespace
}  // namespace spotdrill
