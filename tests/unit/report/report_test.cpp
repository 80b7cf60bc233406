#include "report/report.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "drill/observations.hpp"

namespace spotdrill::report {
namespace {

using testing::HasSubstr;
using testing::Not;

Report report_of(drill::Observation seen) {
  drill::Definition definition{.name = "golden"};
  for (const char* text :
       {"completes", "lost-work <= 5%", "notice-handled-within 30s", "resumes"}) {
    definition.expect.push_back(*drill::parse_expectation(text));
  }
  Report report{.run_id = "20260101T000000-golden-1",
                .region = "us-east-1",
                .speed = 20,
                .definition = definition,
                .seen = std::move(seen)};
  report.verdict = drill::judge(report.definition, report.seen);
  report.story = {{drill::second(0), "i-00000000000000001", "Spot Instance launched"}};
  return report;
}

std::string golden(const std::string& name) {
  std::ifstream stream{std::string{SPOTDRILL_GOLDEN} + "/report/" + name};
  std::ostringstream content;
  content << stream.rdbuf();
  return content.str();
}

/// Compares with a golden file; SPOTDRILL_REWRITE_GOLDEN=1 writes it anew.
void expect_golden(const std::string& name, const std::string& text) {
  if (std::getenv("SPOTDRILL_REWRITE_GOLDEN") != nullptr) {
    std::ofstream{std::string{SPOTDRILL_GOLDEN} + "/report/" + name} << text;
  }
  EXPECT_EQ(text, golden(name));
}

TEST(ReportText, OfAPassedDrill) {
  expect_golden("passed.txt", to_text(report_of(drill::handled_well())));
}

TEST(ReportText, OfAFailedDrillSaysWhy) {
  expect_golden("failed.txt", to_text(report_of(drill::handled_badly())));
}

TEST(ReportText, HasColoursOnlyWhereWanted) {
  const Report report = report_of(drill::handled_well());
  EXPECT_THAT(to_text(report), Not(HasSubstr("\033")));
  EXPECT_THAT(to_text(report, {.colour = true}), HasSubstr("\033[1;32mPASSED"));
}

TEST(ReportText, SaysWhatStoppedADrill) {
  Report report = report_of(drill::handled_well());
  report.seen.failure = "GetCallerIdentity: the endpoint does not answer";
  report.verdict = drill::judge(report.definition, report.seen);
  EXPECT_THAT(to_text(report), HasSubstr("COULD NOT RUN\n  GetCallerIdentity"));
}

TEST(ReportText, DoesNotJudgeWhatWasNotRunToItsEnd) {
  Report report = report_of(drill::handled_badly());
  report.seen.stopped = true;
  report.verdict = drill::judge(report.definition, report.seen);
  EXPECT_THAT(to_text(report), Not(HasSubstr("FAILED")));
  EXPECT_THAT(to_text(report), HasSubstr("--   completes"));
  EXPECT_EQ(to_json(report).at("expectations").at(0).at("passed"), nullptr);
}

TEST(ReportText, ClaimsNothingThatADeadEndpointDidNotTell) {
  drill::Observation seen = drill::handled_badly();
  seen.instances.pop_back();
  drill::InstanceTimeline& only = seen.instances[0];
  only.shutdown_begun.reset();
  only.ended.reset();
  only.user_data_ended.reset();
  only.user_data_end.reset();
  seen.failure = "the endpoint does not answer any more";
  seen.endpoint_lost = true;
  const std::string text = to_text(report_of(seen));
  EXPECT_THAT(text, Not(HasSubstr("never")));
  EXPECT_THAT(text, Not(HasSubstr("ended with its instance")));
  EXPECT_THAT(text, HasSubstr("ended nobody saw how"));
}

TEST(ReportText, SaysThatAnInterruptionTestedNothing) {
  drill::Observation seen = drill::handled_well();
  seen.instances.pop_back();
  drill::InstanceTimeline& only = seen.instances[0];
  only.progress = drill::steady(0, 100, 0, 1);
  only.user_data_end = drill::ProcessEnd{};
  only.ended_by_drill = true;
  const std::string text = to_text(report_of(seen));
  EXPECT_THAT(text, HasSubstr("was done before the deadline, exit code 0"));
  EXPECT_THAT(text, HasSubstr("this interruption tested nothing"));
  EXPECT_THAT(text, Not(HasSubstr("shutdown began")));
}

TEST(ReportText, TellsASaveThatWasDueAnyway) {
  drill::Observation seen = drill::handled_well();
  seen.instances[0].saved = {{drill::second(40), 40}, {drill::second(52), 52}};
  EXPECT_THAT(to_text(report_of(seen)),
              HasSubstr("52 % 2s after the notice, before anything inside had heard of it\n"));
}

TEST(ReportText, ExitCode143MayBeAHandlersOwn) {
  drill::Observation seen = drill::handled_badly();
  seen.instances[0].user_data_end = drill::ProcessEnd{.value = 143};
  EXPECT_THAT(to_text(report_of(seen)),
              HasSubstr("ended during the shutdown (SIGTERM), exit code 143"));
}

TEST(ReportJson, OfAFailedDrill) {
  expect_golden("failed.json",
                spotdrill::to_text(json::value(to_json(report_of(drill::handled_badly())))) + "\n");
}

TEST(WriteFiles, MakesTheDirectoryAndNamesWhatItWrote) {
  const std::filesystem::path directory =
      std::filesystem::path{testing::TempDir()} / "report_test" / "run";
  Report report = report_of(drill::handled_well());
  report.seen.instances[0].console = "hello\n";
  const auto paths = write_files(report, directory);
  ASSERT_TRUE(paths) << paths.error();
  ASSERT_EQ(paths->size(), 3U);
  EXPECT_EQ((*paths)[2].filename(), "console-i-00000000000000001.log");
  for (const auto& path : *paths) EXPECT_TRUE(std::filesystem::exists(path));
  std::filesystem::remove_all(directory.parent_path());
  EXPECT_THAT(write_files(report, "/dev/null/run").error(), HasSubstr("/dev/null/run"));
}

}  // namespace
}  // namespace spotdrill::report
