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
