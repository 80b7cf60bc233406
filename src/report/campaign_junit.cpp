// A campaign as JUnit XML (campaign.hpp).
#include <fmt/format.h>

#include "base/iso8601.hpp"
#include "report/campaign.hpp"
#include "report/junit_suite.hpp"

namespace spotdrill::report {

namespace {

TestCase case_of(const Campaign& campaign, const Trial& trial) {
  // Two may have the same label.
  TestCase result{.name = trial.run + " " + trial.label, .seconds = trial.real_seconds};
  if (trial.outcome == name(drill::Outcome::Passed)) return result;
  const bool failed = trial.outcome == name(drill::Outcome::Failed);
  if (trial.outcome == name(drill::Outcome::Inconclusive)) {
    result.result = TestCase::Result::Skipped;
    result.message = to_text(trial);
    return result;
  }
  result.result = failed ? TestCase::Result::Failed : TestCase::Result::Error;
  result.message = to_text(trial);
  result.type = failed ? "trial" : trial.outcome;
  result.text = fmt::format("{}\n\nIts report: {}/{}\nTo see it again:\n  {}\n", to_text(trial),
                            campaign.campaign, trial.run, trial.command);
  return result;
}

}  // namespace

std::string to_junit(const Campaign& campaign) {
  TestSuite suite{.name = campaign.drill,
                  .properties = {{"campaign", campaign.campaign},
                                 {"kind", campaign.kind},
                                 {"seed", fmt::format("{}", campaign.seed)},
                                 {"lost_percent", fmt::format("{:g}", most_lost(campaign))},
                                 {"version", campaign.version}},
                  .output = to_text(campaign),
                  .timestamp = iso8601_seconds(campaign.began_at)};
  if (suite.timestamp.ends_with('Z')) suite.timestamp.pop_back();
  if (!campaign.finished || campaign.trials.empty()) {
    // A suite without a test case would pass for one that nothing is wrong with.
    const std::string why = campaign.failure.value_or("there was no trial");
    suite.cases.push_back({.name = "the campaign runs to its end",
                           .result = TestCase::Result::Error,
                           .message = why,
                           .type = "not finished",
                           .text = why});
  }
  for (const Trial& trial : campaign.trials) {
    suite.cases.push_back(case_of(campaign, trial));
    suite.seconds += trial.real_seconds;
  }
  return to_xml(suite);
}

}  // namespace spotdrill::report
