#include "apps/publish.hpp"

#include <gmock/gmock.h>

#include "apps/data_dir.hpp"
#include "scratch.hpp"

namespace spotdrill::apps {
namespace {

using testing::StartsWith;

report::Recording nothing_happened() {
  report::Recording told{.run_id = "20260101T120000-unit-1", .region = "us-east-1"};
  told.definition.name = "unit";
  told.verdict = drill::judge(told.definition, told.seen);
  return told;
}

// Goal: a drill that takes an hour does not end with a sentence about a typing mistake.
TEST(CheckOutputs, NamesTheOptionWhoseFileCannotBeWritten) {
  const ScratchDirectory scratch;
  EXPECT_TRUE(check_outputs({}));
  EXPECT_TRUE(check_outputs({.junit = scratch.path() / "new/junit.xml"}));
  EXPECT_TRUE(std::filesystem::is_directory(scratch.path() / "new"));
  EXPECT_FALSE(std::filesystem::exists(scratch.path() / "new/junit.xml")) << "it says nothing yet";
  EXPECT_TRUE(check_outputs({.junit = "/dev/stdout", .summary = "/dev/null"}));
  EXPECT_THAT(check_outputs({.junit = "/dev/null/junit.xml"}).error(), StartsWith("--junit"));
  EXPECT_THAT(check_outputs({.summary = scratch.path()}).error(), StartsWith("--summary"));
}

TEST(Publish, AddsToTheSummaryAndReplacesTheJunitFile) {
  const ScratchDirectory scratch;
  const OutputWords words{.directory = scratch.path(),
                          .junit = scratch.path() / "junit.xml",
                          .summary = scratch.path() / "summary.md",
                          .quiet = true};
  ASSERT_TRUE(replace_file(words.junit, "old", 0600));
  ASSERT_TRUE(replace_file(words.summary, "old\n", 0600));
  EXPECT_EQ(publish(nothing_happened(), scratch.path(), words), exit_good);
  EXPECT_THAT(*read_text(words.junit), StartsWith("<?xml"));
  EXPECT_THAT(*read_text(words.summary), StartsWith("old\n### "));
}

TEST(Publish, SaysThatItCouldNotWrite) {
  const ScratchDirectory scratch;
  const OutputWords words{.directory = scratch.path(), .summary = "/dev/full", .quiet = true};
  EXPECT_EQ(publish(nothing_happened(), scratch.path(), words), exit_usage);
}

}  // namespace
}  // namespace spotdrill::apps
