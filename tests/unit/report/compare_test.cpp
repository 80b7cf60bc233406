#include "report/compare.hpp"

#include <gmock/gmock.h>

#include "base/json.hpp"
#include "report/golden.hpp"

namespace spotdrill::report {
namespace {

using testing::HasSubstr;

Report good() {
  return report_of(drill::handled_well());
}
Report bad() {
  return report_of(drill::handled_badly());
}

Comparison compared(const Report& a, const Report& b) {
  const auto comparison = compare(a, b);
  EXPECT_TRUE(comparison.has_value()) << comparison.error();
  return *comparison;
}

const ComparedRow& row_named(const Comparison& comparison, std::string_view what) {
  for (const ComparedRow& row : comparison.rows) {
    if (row.what == what) return row;
  }
  ADD_FAILURE() << "no row " << what;
  static const ComparedRow none;
  return none;
}

TEST(Compare, ShowsWhatGotWorse) {
  const Comparison comparison = compared(good(), bad());
  expect_golden("compared.txt", to_text(comparison));
  EXPECT_TRUE(comparison.any(Change::Worse));
  EXPECT_FALSE(comparison.any(Change::Better));
  EXPECT_EQ(row_named(comparison, "work lost").change, Change::Worse);
  EXPECT_EQ(row_named(comparison, "notice handled after").b, "never");
}

TEST(Compare, TheOtherWayRoundItGotBetter) {
  const Comparison comparison = compared(bad(), good());
  EXPECT_FALSE(comparison.any(Change::Worse));
  EXPECT_EQ(row_named(comparison, "notice handled after").change, Change::Better);
  EXPECT_THAT(to_text(comparison), HasSubstr("B is better than A."));
}

// Goal: what differs from run to run is not told as news. The recordings are at speed 20.
TEST(Compare, NoiseIsNeitherBetterNorWorse) {
  Report later = good();
  later.interruptions[0].notice_first_read_at =
      *later.interruptions[0].notice_first_read_at + std::chrono::seconds{4};
  later.lost_percent += 0.9;
  later.took_seconds *= 1.09;
  const Comparison same = compared(good(), later);
  EXPECT_FALSE(same.any(Change::Worse) || same.any(Change::Better)) << to_text(same);
  later.interruptions[0].notice_first_read_at =
      *later.interruptions[0].notice_first_read_at + std::chrono::seconds{2};
  later.lost_percent += 0.2;
  later.took_seconds *= 1.05;
  const Comparison worse = compared(good(), later);
  for (const char* what : {"notice read after", "work lost", "done after"}) {
    EXPECT_EQ(row_named(worse, what).change, Change::Worse) << what;
  }
}

TEST(Compare, AnExpectationThatOnlyOneHasIsNoNews) {
  Report b = good();
  b.expectations[1].expectation = "lost-work <= 1%";
  const Comparison comparison = compared(good(), b);
  EXPECT_EQ(row_named(comparison, "lost-work <= 5%").b, "-");
  EXPECT_EQ(row_named(comparison, "lost-work <= 1%").change, Change::Different);
  EXPECT_FALSE(comparison.any(Change::Worse));
}

// Goal: where one run could not see reads, nothing is claimed about them.
TEST(Compare, ComparesOnlyWhatBothSaw) {
  Report b = good();
  b.journal_read = b.saved_read = false;
  b.interruptions[0].notice_first_read_at.reset();
  b.interruptions[0].saved_after_notice_at.reset();
  EXPECT_FALSE(compared(good(), b).any(Change::Worse));
  b.interruptions.clear();
  EXPECT_EQ(row_named(compared(good(), b), "notice handled after").change, Change::Different);
}

TEST(Compare, RefusesWhatDidNotGetToItsEnd) {
  Report b = good();
  b.outcome = "interrupted";
  EXPECT_THAT(compare(good(), b).error(), HasSubstr("did not get to its end (interrupted)"));
}

TEST(Compare, IsToldToMachines) {
  const json::object told = parse_json(to_json(compared(good(), bad())))->get_object();
  EXPECT_TRUE(told.at("worse").get_bool());
  for (const json::value& value : told.at("rows").get_array()) {
    const json::object& row = value.get_object();
    if (row.at("what") == "work lost") {
      EXPECT_EQ(row.at("b_value").to_number<double>(), 90);
      EXPECT_EQ(row.at("change").get_string(), "worse");
    }
  }
}

}  // namespace
}  // namespace spotdrill::report
