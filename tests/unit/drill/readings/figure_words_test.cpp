#include "drill/readings/figure_words.hpp"

#include <gtest/gtest.h>

namespace spotdrill::drill {
namespace {

TEST(FigureWords, AreKnownInThePluralAndWithANumber) {
  EXPECT_EQ(figure_word("epoch"), FigureWord::Outer);
  EXPECT_EQ(figure_word("epochs"), FigureWord::Outer);
  EXPECT_EQ(figure_word("passes"), FigureWord::Outer);
  EXPECT_EQ(figure_word("steps"), FigureWord::Counted);
  EXPECT_EQ(figure_word("cpu0"), FigureWord::Other);
  EXPECT_EQ(figure_word("f1"), FigureWord::Other);
  EXPECT_EQ(figure_word("completed"), FigureWord::Progress);
  EXPECT_EQ(figure_word("teapot"), FigureWord::Unknown);
  EXPECT_EQ(figure_word(""), FigureWord::Unknown);
  EXPECT_EQ(figure_word("12"), FigureWord::Unknown);
}

TEST(FigureWords, JoinedToOthersAreKnownAndNoProgressOutweighs) {
  EXPECT_EQ(figure_word("val_acc"), FigureWord::Other);
  EXPECT_EQ(figure_word("epoch_loss"), FigureWord::Other);
  EXPECT_EQ(figure_word("to-chk"), FigureWord::Other);
  EXPECT_EQ(figure_word("train_step"), FigureWord::Counted);
}

}  // namespace
}  // namespace spotdrill::drill
