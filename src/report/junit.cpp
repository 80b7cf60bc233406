#include "report/junit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/iso8601.hpp"
#include "report/junit_suite.hpp"

namespace spotdrill::report {

namespace {

namespace model = api::report;

/// The test case of a drill that is not judged, or has nothing to judge: a suite without any would
/// pass for one that nothing is wrong with.
TestCase whole_drill(const Report& report) {
  TestCase whole{.name = "the drill runs to its end"};
  if (!report.inconclusive.empty()) {
    whole.name = "the drill shows something";
    whole.result = TestCase::Result::Skipped;
    whole.message = report.inconclusive.front();
    return whole;
  }
  if (ran_to_end(report)) return whole;
  whole.result = TestCase::Result::Error;
  whole.message = whole.text = report.failure.value_or("it was stopped before its end");
  whole.type = report.outcome;
  return whole;
}

std::string reasons(const Report& report, const model::Expectation& each) {
  std::string text = fmt::format("{}: {}\n", each.expectation, each.measured);
  for (const model::Finding& finding : report.findings) {
    text +=
        fmt::format("\n{}\nSeen: {}.\nDo: {}\n", finding.cause, finding.evidence, finding.remedy);
  }
  return text;
}

TestCase case_of(const Report& report, const model::Expectation& each) {
  // What a drill that shows nothing would fail is nobody's failure.
  const bool open = report.outcome == name(drill::Outcome::Inconclusive);
  if (!each.passed || (open && !*each.passed)) {
    return {
        .name = each.expectation, .result = TestCase::Result::Skipped, .message = each.measured};
  }
  if (*each.passed) return {.name = each.expectation};
  return {.name = each.expectation,
          .result = TestCase::Result::Failed,
          .message = each.measured,
          .type = "expectation",
          .text = reasons(report, each)};
}

}  // namespace

std::string to_junit(const Report& report) {
  TestSuite suite{.name = report.drill,
                  .properties = {{"run", report.run},
                                 {"outcome", report.outcome},
                                 {"region", report.region},
                                 {"speed", speed_text(report)},
                                 {"lost_percent", fmt::format("{:g}", report.lost_percent)},
                                 {"took_seconds", fmt::format("{:g}", report.took_seconds)},
                                 {"version", report.source.version}},
                  .output = to_text(report),
                  .timestamp = iso8601_seconds(report.began_at)};
  if (suite.timestamp.ends_with('Z')) suite.timestamp.pop_back();
  // What CI shows is its own time, which at speed auto is not to be had from the drill's.
  const double lived = std::max(0.0, seconds_of(report.ended_at - report.began_at));
  suite.seconds = report.real_seconds.value_or(lived / report.speed);
  const bool open = report.outcome == name(drill::Outcome::Inconclusive);
  if (!ran_to_end(report) || open || report.expectations.empty()) {
    suite.cases.push_back(whole_drill(report));
  }
  for (const model::Expectation& each : report.expectations) {
    suite.cases.push_back(case_of(report, each));
  }
  for (TestCase& each : suite.cases) {
    each.seconds = suite.seconds / static_cast<double>(suite.cases.size());
  }
  return to_xml(suite);
}

}  // namespace spotdrill::report
