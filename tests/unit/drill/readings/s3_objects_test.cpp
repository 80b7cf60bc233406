#include "drill/readings/s3_objects.hpp"

#include <gtest/gtest.h>

namespace spotdrill::drill {
namespace {

ObjectSeen object(std::string key, int seconds) {
  return {.key = std::move(key), .etag = "e", .size = 10, .modified = Instant{1s * seconds}};
}

TEST(S3Objects, APatternNamesPartOfAKey) {
  EXPECT_EQ(named_part("run/ckpt-*", "run/ckpt-100/model.pt"), "run/ckpt-100");
  EXPECT_EQ(named_part("run/ckpt-*.pt", "run/ckpt-100.pt"), "run/ckpt-100.pt");
  EXPECT_EQ(named_part("run/*/ckpt-*", "run/7/ckpt-1"), "run/7/ckpt-1");
  EXPECT_EQ(named_part("run/ckpt-*", "run/log/ckpt-1"), "");
  EXPECT_EQ(named_part("run/ckpt-*", "run"), "");
  EXPECT_EQ(named_part("run/", "run/step-5.pt"), "run/step-5.pt");
  EXPECT_EQ(named_part("run/", "run/train.log"), "");
}

TEST(S3Objects, TheNewestHasTheHighestNumberAndNotTheLatestTime) {
  const auto newest = newest_checkpoint(
      "c/ckpt-*", {object("c/ckpt-9", 50), object("c/ckpt-100", 40), object("c/ckpt-10", 60)});
  ASSERT_TRUE(newest);
  EXPECT_EQ(newest->name, "c/ckpt-100");
  EXPECT_EQ(newest->number, 100);
  EXPECT_EQ(newest->modified, Instant{40s});
}

TEST(S3Objects, ACheckpointWithoutAllItsObjectsIsNotThere) {
  const std::vector<ObjectSeen> first{object("c/step-1/model.pt", 1),
                                      object("c/step-1/optimizer.pt", 3)};
  std::vector<ObjectSeen> objects = first;
  objects.push_back(object("c/step-2/model.pt", 10));
  EXPECT_EQ(newest_checkpoint("c/step-*", objects)->name, "c/step-1");
  EXPECT_EQ(newest_checkpoint("c/step-*", objects)->modified, Instant{3s});
  objects.push_back(object("c/step-2/optimizer.pt", 12));
  EXPECT_EQ(newest_checkpoint("c/step-*", objects)->name, "c/step-2");
}

TEST(S3Objects, WhatIsBeingWrittenDoesNotCount) {
  EXPECT_FALSE(newest_checkpoint("c/*", {object("c/ckpt-1.pt.tmp", 1), object("c/", 2)}));
}

}  // namespace
}  // namespace spotdrill::drill
