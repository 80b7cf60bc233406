#include "drill/readings/figure_labels.hpp"

#include <gtest/gtest.h>

#include <string>

namespace spotdrill::drill {
namespace {

/// The label of the '@' in `line`.
FigureLabel label_at(std::string_view line) {
  const std::size_t at = line.find('@');
  return figure_label(line, 0, at, at + 1);
}

TEST(FigureLabels, AreTheWordsBefore) {
  EXPECT_EQ(label_at("Epoch: @").label, "epoch");
  EXPECT_TRUE(label_at("Epoch: [@]").outer);
  EXPECT_EQ(label_at("epoch number @").label, "epoch");
  EXPECT_EQ(label_at("ALIGN (sample) [ @] x").label, "align");
  EXPECT_EQ(label_at("loss falls, @").label, "") << "A comma parts.";
  EXPECT_EQ(label_at("Epoch 3: @").label, "") << "The word is that number's.";
  EXPECT_TRUE(label_at("accuracy on test set = @").other);
  EXPECT_EQ(figure_label("GiB @", 3, 4, 5).label, "") << "Used already.";
}

TEST(FigureLabels, AreTheWordsAfterWhereThoseBeforeSayNothing) {
  EXPECT_EQ(label_at("@ epochs done").label, "epochs");
  EXPECT_TRUE(label_at("processed @ files").outer);
  EXPECT_TRUE(label_at("@ of memory").other);
  EXPECT_FALSE(label_at("@ cpu: 93%").other) << "The label of what comes next.";
  EXPECT_FALSE(label_at("@ epoch 3").outer);
  EXPECT_FALSE(label_at("memory test: @ complete").other);
  EXPECT_EQ(label_at("@ files 30%").used, 7U);
}

}  // namespace
}  // namespace spotdrill::drill
