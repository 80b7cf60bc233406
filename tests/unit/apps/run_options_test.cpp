#include "apps/run_options.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "scratch.hpp"

namespace spotdrill::apps {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> mistakes(const RunWords& words) {
  std::vector<std::string> lines;
  const auto read = read_run_words(words);
  if (read) return lines;
  for (const drill::Mistake& mistake : read.error()) lines.push_back(to_text(mistake));
  return lines;
}

TEST(ReadRunWords, TakesACommandAsItIs) {
  const auto read = read_run_words({.command = {"bin/train.py", "a.yaml"}, .speed = "20"});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->name, "train");
  EXPECT_EQ(read->workload.command, (std::vector<std::string>{"bin/train.py", "a.yaml"}));
  EXPECT_EQ(read->speed, Speed{20});
  ASSERT_EQ(read->faults.size(), 1U);
  EXPECT_EQ(read->expect.at(0).text, "completes (expected by default)");
  EXPECT_TRUE(read_run_words({.command = {"a.yaml"}})) << "after -- it is a command";
}

TEST(ReadRunWords, RefusesADrillBesideACommand) {
  EXPECT_THAT(mistakes({.drill = {"a.yaml"}, .command = {"true"}}),
              ElementsAre(HasSubstr("a.yaml: a drill's file and a command after -- exclude")));
}

TEST(ReadRunWords, ReadsRegularFilesOnly) {
  // Goal: a FIFO or a device is not read for ever, and a directory is no drill.
  const ScratchDirectory scratch;
  const std::filesystem::path fifo = scratch.path() / "fifo.yaml";
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  for (const std::string& word : {std::string{"."}, fifo.string(), std::string{"/dev/zero"}}) {
    EXPECT_THAT(mistakes({.drill = {word}}),
                ElementsAre(HasSubstr(word + ": expected DRILL.yaml or -- COMMAND")));
  }
  EXPECT_THAT(mistakes({.drill = {"/no/such.yaml"}}), ElementsAre(HasSubstr("cannot be read")));
}

TEST(ReadRunWords, TheMiddleOfASaveNeedsToKnowTheFile) {
  EXPECT_THAT(mistakes({.command = {"true"}, .terminate_at = {"saving"}}),
              ElementsAre(HasSubstr("--terminate-at: 'saving' needs --checkpoint")));
  const auto read =
      read_run_words({.command = {"true"}, .terminate_at = {"saving"}, .checkpoint = "state"});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->workload.checkpoint, std::filesystem::current_path() / "state");
}

TEST(ReadRunWords, RefusesNumbersThatAreNone) {
  const double none = std::nan("");
  EXPECT_THAT(mistakes({.command = {"true"}, .speed = "nan"}), ElementsAre(HasSubstr("--speed")));
  EXPECT_THAT(mistakes({.command = {"true"}, .speed = "1001"}), ElementsAre(HasSubstr("--speed")));
  EXPECT_THAT(mistakes({.command = {"true"}, .total = none}), ElementsAre(HasSubstr("--total")));
  EXPECT_THAT(mistakes({.command = {"true"}, .total = 0}), ElementsAre(HasSubstr("--total")));
}

TEST(ReadRunWords, SayWhatACommandGets) {
  const auto read =
      read_run_words({.command = {"true"}, .environment = {"A=b=c", "TOKEN"}, .in_place = true});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->workload.environment.at("A"), "b=c");
  EXPECT_EQ(read->workload.passed_variables.at(0).name, "TOKEN");
  EXPECT_TRUE(read->workload.in_place);
  EXPECT_THAT(mistakes({.command = {"true"}, .environment = {"1=2"}}),
              ElementsAre(HasSubstr("--env: '1' is no variable's name")));
}

TEST(MakeRunId, IsAFilesName) {
  EXPECT_THAT(make_run_id("a/b c"), HasSubstr("-a-b-c-"));
  EXPECT_LT(make_run_id(std::string(300, 'n')).size(), 255U);
}

}  // namespace
}  // namespace spotdrill::apps
