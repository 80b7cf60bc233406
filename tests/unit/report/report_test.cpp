#include "report/report.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "drill/observations.hpp"
#include "drill/readings/figures.hpp"
#include "report/files.hpp"
#include "report/golden.hpp"
#include "report/html.hpp"
#include "scratch.hpp"

namespace spotdrill::report {
namespace {

using testing::HasSubstr;
using testing::Not;

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

TEST(ReportText, WhatWasMeasuredStandsInLine) {
  Report report = report_of(drill::handled_well());
  report.expectations = {{.expectation = std::string(50, 'a'), .measured = "measured-1"},
                         {.expectation = "b", .measured = "measured-2"}};
  const std::string text = to_text(report);
  const auto column = [&text](const char* what) {
    return text.find(what) - text.rfind('\n', text.find(what));
  };
  EXPECT_EQ(column("measured-1"), column("measured-2")) << text;
}

TEST(ReportText, SaysWhatStoppedADrill) {
  drill::Observation seen = drill::handled_well();
  seen.failure = "GetCallerIdentity: the endpoint does not answer";
  EXPECT_THAT(to_text(report_of(seen)), HasSubstr("COULD NOT RUN\n  GetCallerIdentity"));
}

TEST(ReportText, DoesNotJudgeWhatWasNotRunToItsEnd) {
  drill::Observation seen = drill::handled_badly();
  seen.stopped = true;
  const Report report = report_of(seen);
  EXPECT_THAT(to_text(report), Not(HasSubstr("FAILED")));
  EXPECT_THAT(to_text(report), HasSubstr("--   completes"));
  EXPECT_EQ(report.expectations.at(0).passed, std::nullopt);
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
  EXPECT_THAT(text, HasSubstr("ended; how was not seen"));
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
  expect_golden("failed.json", to_json(report_of(drill::handled_badly())) + "\n");
}

TEST(ReportHtml, OfAFailedDrill) {
  expect_golden("failed.html", to_html(report_of(drill::handled_badly())));
}

// Goal: a kept run is told again later, in any form, as if it had just ended.
TEST(ReportJson, IsReadAsItWasWritten) {
  drill::Observation seen = drill::handled_badly();
  seen.prices = drill::Prices{.spot = 0.01, .on_demand = 0.03};
  seen.execution = drill::ExecutionSeen{.arn = "arn:aws:states:us-east-1:1:execution:a:b",
                                        .status = "SUCCEEDED",
                                        .visits = {{"A", drill::second(1), drill::second(2)}}};
  const Report report = report_of(seen);
  const auto read = read_report(to_json(report));
  ASSERT_TRUE(read.has_value()) << read.error();
  EXPECT_EQ(*read, report);
  EXPECT_EQ(to_text(*read), to_text(report));
}

// Goal: what was seen is finer than what is written; what is told now is not.
TEST(ReportJson, IsReadAsItWasToldToTheLastDigit) {
  drill::Observation seen = drill::handled_badly();
  seen.instances[0].notice = *seen.instances[0].notice + std::chrono::microseconds{49'951};
  seen.instances[0].console_parts = {{drill::second(50), "\xff\x01 no UTF-8\n"}};
  seen.failure = "\xff\xfe";
  const Report report = report_of(seen);
  const auto read = read_report(to_json(report));
  ASSERT_TRUE(read.has_value()) << read.error();
  EXPECT_EQ(*read, report);
}

TEST(ReportJson, RefusesWhatIsNone) {
  EXPECT_THAT(read_report("{").error(), HasSubstr("not JSON"));
  EXPECT_THAT(read_report("[]").error(), HasSubstr("no report of format 1"));
  EXPECT_THAT(read_report(R"({"format":2})").error(), HasSubstr("no report of format 1"));
  EXPECT_THAT(read_report(R"({"format":1,"drill":5})").error(), HasSubstr("drill"));
  Report report = report_of(drill::handled_well());
  report.total = 0;
  EXPECT_THAT(read_report(to_json(report)).error(), HasSubstr("above 0"));
}

// Goal: what Spot cost beside what an instance would have cost that is never interrupted.
TEST(Report, CountsCostsUntilTheWorkWasDone) {
  drill::Observation seen = drill::handled_well();
  seen.prices = drill::Prices{.spot = 36, .on_demand = 360};
  auto cost = report_of(seen).cost;
  ASSERT_TRUE(cost.has_value());
  // 171 s on the first; the second is over when the work is, 47 s after it began.
  EXPECT_DOUBLE_EQ(cost->instance_seconds, 171 + 47);
  // The first was interrupted in its first hour, and a minute is the least for the second.
  EXPECT_DOUBLE_EQ(cost->charged_seconds, 60);
  EXPECT_DOUBLE_EQ(cost->spot_usd, 0.6);
  // From its last report at 55 s the first instance did nothing.
  EXPECT_DOUBLE_EQ(cost->on_demand_usd, (218.0 - 116) / 10);

  *seen.instances[0].running -= std::chrono::hours{1};
  cost = report_of(seen).cost;
  EXPECT_DOUBLE_EQ(cost->charged_seconds, 3600 + 171 + 60) << "it is charged after its first hour";
}

TEST(Excerpts, ShowWhatWasPrintedAroundTheMomentsThatMatter) {
  drill::Observation seen = drill::handled_well();
  drill::InstanceTimeline& first = seen.instances[0];
  for (int i = 0; i < 60; ++i) {
    first.console_parts.push_back({drill::second(i), fmt::format("\033[1mline {}\n", i)});
  }
  const auto excerpts = report_of(seen).instances[0].console;
  ASSERT_EQ(excerpts.size(), 3U);
  EXPECT_EQ(excerpts[0].text, "line 0\nline 1\nline 2\nline 3\nline 4\nline 5\n");
  EXPECT_EQ(excerpts[1].about, "interruption notice");
  EXPECT_THAT(excerpts[1].text, testing::StartsWith("line 47\n"));
  EXPECT_THAT(excerpts[1].text, testing::EndsWith("line 55\n"));
}

TEST(WriteFiles, MakesTheDirectoryAndNamesWhatItWrote) {
  const ScratchDirectory scratch;
  drill::Observation seen = drill::handled_well();
  seen.instances[0].console = "hello\n";
  const auto paths = write_files(files_of(report_of(seen), seen), scratch.path() / "run");
  ASSERT_TRUE(paths) << paths.error();
  ASSERT_EQ(paths->size(), 4U);
  EXPECT_EQ((*paths)[3].filename(), "console-i-00000000000000001.log");
  for (const auto& path : *paths) EXPECT_TRUE(std::filesystem::exists(path));
  EXPECT_THAT(write_files({{"a", "b"}}, "/dev/null/run").error(), HasSubstr("/dev/null/run"));
  EXPECT_THAT(write_file("/dev/full", "b").error(), HasSubstr("is the disk full"));
}

}  // namespace
}  // namespace spotdrill::report
