#include "report/junit.hpp"

#include <gmock/gmock.h>

#include "report/golden.hpp"

namespace spotdrill::report {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Junit, OfAFailedDrillSaysWhyInEachFailure) {
  const std::string junit = to_junit(report_of(drill::handled_badly()));
  expect_golden("failed.junit.xml", junit);
  EXPECT_THAT(junit, HasSubstr(R"(tests="4" failures="3" errors="0" skipped="0" time="15.000")"))
      << "240 s at speed 20, as a CI system counts";
}

TEST(Junit, TellsSpeedAutoByTheWaitsThatWerePassedOver) {
  drill::Observation seen = drill::handled_well();
  EXPECT_THAT(to_junit(report_of(seen)), HasSubstr(R"(<property name="speed" value="20"/>)"));
  seen.rate = 1;
  seen.passed_over = 200s;
  const Report report = report_of(seen);
  EXPECT_EQ(report.passed_over_seconds, 200);
  EXPECT_THAT(to_junit(report), HasSubstr(R"(<property name="speed" value="auto"/>)"));
}

TEST(Junit, OfAPassedDrill) {
  expect_golden("passed.junit.xml", to_junit(report_of(drill::handled_well())));
}

// Goal: a drill that could not run is an error, even where nothing was expected: a suite without
// test cases would look as if all was well.
TEST(Junit, WhatDidNotRunIsAnErrorAndItsExpectationsAreSkipped) {
  drill::Observation seen = drill::handled_badly();
  seen.failure = "GetCallerIdentity: the endpoint does not answer";
  Report report = report_of(seen);
  std::string junit = to_junit(report);
  EXPECT_THAT(junit, HasSubstr(R"(tests="5" failures="0" errors="1" skipped="4")"));
  EXPECT_THAT(junit, HasSubstr(R"(<error message="GetCallerIdentity: the endpoint does not answer")"
                               R"( type="could not run">)"));
  EXPECT_THAT(junit, HasSubstr("<skipped message=\"not judged\""));
  report.expectations.clear();
  EXPECT_THAT(to_junit(report), HasSubstr(R"(tests="1" failures="0" errors="1")"));
  report.outcome = "passed";
  EXPECT_THAT(to_junit(report), HasSubstr(R"(tests="1" failures="0" errors="0")"));
  report.outcome = "interrupted";
  report.failure.reset();
  EXPECT_THAT(to_junit(report), HasSubstr(R"(type="interrupted")"));
}

TEST(Junit, HostileTextIsText) {
  Report report = report_of(drill::handled_badly());
  constexpr const char* hostile = "\"/><evil a='&]]>\x01\xff\033[1m";
  report.drill = report.run = report.region = report.source.version = hostile;
  for (auto& each : report.expectations) each.expectation = each.measured = hostile;
  for (auto& each : report.findings) each.cause = each.evidence = each.remedy = hostile;
  const std::string junit = to_junit(report);
  EXPECT_THAT(junit, Not(HasSubstr("<evil")));
  EXPECT_THAT(junit, Not(HasSubstr("]]>")));
  EXPECT_THAT(junit, Not(HasSubstr("\033")));
  EXPECT_THAT(junit, Not(HasSubstr("\xff")));
}

}  // namespace
}  // namespace spotdrill::report
