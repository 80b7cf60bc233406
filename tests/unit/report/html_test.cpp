#include "report/html.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "drill/observations.hpp"
#include "drill/readings/figures.hpp"
#include "report/findings_text.hpp"
#include "report/legend.hpp"
#include "report/markup.hpp"
#include "report/pieces.hpp"
#include "report/plot.hpp"
#include "report/plot_axes.hpp"
#include "report/series.hpp"
#include "report/state_graph.hpp"

namespace spotdrill::report {
namespace {

using testing::HasSubstr;
using testing::Not;

Report page_report(drill::Observation seen) {
  Recording recording{.run_id = "run-1", .region = "us-east-1", .seen = std::move(seen)};
  recording.definition.name = "page";
  recording.definition.expect.push_back(*drill::parse_expectation("resumes"));
  recording.verdict = drill::judge(recording.definition, recording.seen);
  return make_report(recording);
}

std::size_t count_of(std::string_view needle, const std::string& text) {
  std::size_t count = 0;
  for (std::size_t at = text.find(needle); at != std::string::npos;
       at = text.find(needle, at + 1)) {
    ++count;
  }
  return count;
}

TEST(Escaped, LeavesNothingThatMarkupIsMadeOf) {
  EXPECT_EQ(escaped(R"(<a href="x">'&)"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
  EXPECT_EQ(escaped("é\xff\x01 \xED\xA0\x80 ok"), "é\uFFFD\uFFFD \uFFFD\uFFFD\uFFFD ok");
  EXPECT_EQ(escaped("\xEF\xBF\xBF"), "\uFFFD") << "which XML does not allow";
}

TEST(Clipped, CutsBetweenLettersOnly) {
  EXPECT_EQ(clipped("abcd", 4), "abcd");
  EXPECT_EQ(clipped("abcde", 4), "abc…");
  EXPECT_EQ(clipped("äöüß", 4), "äöüß");
  EXPECT_EQ(clipped("äöüßx", 4), "äöü…");
  EXPECT_EQ(clipped("実行中", 6), "実行中");
  EXPECT_EQ(clipped("実行中", 5), "実行…");
  EXPECT_EQ(clipped("a\xff\xff", 2), "a…");
  EXPECT_EQ(clipped("", 0), "");
}

// Goal: whatever a name, a file or a console holds, no script of it runs.
TEST(Html, HostileTextIsShownAndNotObeyed) {
  constexpr const char* hostile = "</pre><script>alert(1)</script><img src=x onerror=alert(2)>";
  drill::Observation seen = drill::handled_badly();
  seen.instances[0].console_parts = {{drill::second(50), std::string{hostile} + "\n"}};
  seen.failure = hostile;
  seen.instances[0].spot_status = hostile;
  seen.execution = drill::ExecutionSeen{.arn = hostile, .status = hostile, .cause = hostile};
  Recording recording{.run_id = hostile, .region = hostile, .seen = seen};
  recording.definition.name = hostile;
  recording.verdict = drill::judge(recording.definition, seen);
  recording.story = {{drill::second(1), hostile, hostile}};
  recording.source = {.version = hostile, .command = hostile, .files = {{hostile, hostile}}};
  recording.definition.workload.state_machine.definition =
      parse_json(R"({"StartAt":"<script>","States":{"<script>":{"Type":"<script>"}}})")
          ->as_object();
  const std::string page = to_html(make_report(recording));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)"));
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
}

TEST(Html, ShowsTheInterruptionAndWhatItCost) {
  const std::string page = to_html(page_report(drill::handled_badly()));
  EXPECT_THAT(page, HasSubstr("Interruption 1: i-00000000000000001"));
  EXPECT_THAT(page, HasSubstr("90 %: 1m30s of work to do again"));
  EXPECT_THAT(page, HasSubstr("<polygon class=\"lost\"")) << "the work lost is shaded";
  EXPECT_THAT(page, HasSubstr("docs/findings.md#resumed-from-zero"));
  EXPECT_THAT(to_html(page_report(drill::handled_well())), Not(HasSubstr("<polygon")));
}

// Goal: a run that was cut short, or that never reported anything, has a report too.
TEST(Html, OfARunThatSawNothing) {
  drill::Observation nothing{.began = drill::second(0), .ended = drill::second(0)};
  nothing.failure = "RequestSpotInstances: MaxSpotInstanceCountExceeded";
  EXPECT_THAT(to_html(page_report(nothing)), HasSubstr("MaxSpotInstanceCountExceeded"));
  drill::Observation cut = drill::handled_well();
  cut.stopped = true;
  cut.instances.pop_back();
  for (drill::InstanceTimeline& instance : cut.instances) {
    instance.progress.clear();
    instance.saved.clear();
    instance.ended.reset();
  }
  EXPECT_THAT(to_html(page_report(cut)), HasSubstr("not judged"));
}

// Goal: 100,000 samples make a page of bearable size that still has their extremes.
TEST(Html, ManySamplesAreThinnedWithTheirExtremes) {
  drill::Observation seen = drill::handled_well();
  auto& progress = seen.instances[0].progress;
  progress.clear();
  for (int i = 0; i < 100'000; ++i) {
    progress.push_back({drill::second(i * 0.001), i == 54'321 ? 99.0 : 10 + i * 0.0001});
  }
  const Report report = page_report(seen);
  const auto few = thinned(report.instances[0].progress, 400);
  EXPECT_LE(few.size(), 400U);
  EXPECT_EQ(few.front(), report.instances[0].progress.front());
  EXPECT_EQ(few.back(), report.instances[0].progress.back());
  EXPECT_THAT(few, testing::Contains(testing::Field(&Sample::value, 99.0)));
  EXPECT_LT(to_html(report).size(), 1'000'000U);
}

// Goal: the page explains its findings wherever it lies.
TEST(Html, LinksGoToWhatIsOnThePage) {
  const std::string page = to_html(page_report(drill::handled_badly()));
  EXPECT_THAT(page, HasSubstr("<a href=\"#resumed-from-zero\">"));
  EXPECT_THAT(page, HasSubstr("<h3 id=\"resumed-from-zero\">"));
  EXPECT_EQ(page.find("href=\"docs/"), std::string::npos);
}

TEST(Findings, AreHtmlWithTheirWords) {
  const std::string section = finding_section("output-cut-off");
  EXPECT_THAT(section, HasSubstr("<p><strong>Seen.</strong>"));
  EXPECT_THAT(section, HasSubstr("<pre>"));
  EXPECT_THAT(section, Not(HasSubstr("404-taken")));
  EXPECT_EQ(finding_section("nothing"), "");
  EXPECT_EQ(finding_section("output-cut-off\n\n**Seen"), "");
}

// Goal: verdict, cause, picture, cost, interruptions, in this order.
TEST(Html, TellsTheVerdictAndItsCauseFirst) {
  const std::string page = to_html(page_report(drill::handled_badly()));
  std::size_t at = 0;
  for (const char* head : {"What had to hold", "Why, and what to do", "Progress and saved work",
                           "Where the time went", "Interruption 1: ", "Run it again"}) {
    const std::size_t found = page.find("<h2>" + std::string{head});
    EXPECT_GT(found, at) << head;
    EXPECT_NE(found, std::string::npos) << head;
    at = found;
  }
}

TEST(Html, LongCausesAreFolded) {
  Report report = page_report(drill::handled_badly());
  report.expectations[0].measured = std::string(3000, 'x');
  EXPECT_THAT(to_html(report), HasSubstr("<details class=\"fold\"><summary>xxx"));
}

// Goal: the time between the workload's end and its deadline has a name and a place.
TEST(Plot, NamesTheNoticeThatWasNotUsed) {
  const Report report = page_report(drill::handled_well());
  const std::string svg = plot_svg(report, whole_range(report), {}, "whole", false);
  EXPECT_THAT(svg, HasSubstr("1m54s of notice not used"));
  EXPECT_THAT(plot_legend(report, whole_range(report)), HasSubstr("notice not used"));
  const Report bad = page_report(drill::handled_badly());
  EXPECT_THAT(plot_svg(bad, whole_range(bad), {}, "whole", false), Not(HasSubstr("not used")));
  EXPECT_THAT(plot_legend(bad, whole_range(bad)), Not(HasSubstr("not used")));
}

TEST(Plot, ALegendHasWhatThePictureHas) {
  const Report well = page_report(drill::handled_well());
  EXPECT_THAT(plot_legend(well, whole_range(well)), Not(HasSubstr("lost")));
  const Report bad = page_report(drill::handled_badly());
  EXPECT_THAT(plot_legend(bad, whole_range(bad)), HasSubstr("work lost"));
  EXPECT_THAT(plot_legend(bad, {drill::second(0), drill::second(10)}),
              Not(HasSubstr("shutting down")));
}

TEST(Plot, AnAxisThatIsCutSaysSo) {
  const Report report = page_report(drill::handled_well());
  EXPECT_EQ(count_of("class=\"cut\"", plot_svg(report, whole_range(report), {}, "", false)), 0U);
  const PlotRange range = range_of(report, report.interruptions[0]);
  EXPECT_EQ(count_of("class=\"cut\"", plot_svg(report, range, {}, "", true)), 2U);
}

// Goal: the detail of an interruption has its own instance and replacement, and no other.
TEST(Plot, TheDetailIsOfOneInterruptionAlone) {
  drill::Observation seen = drill::handled_badly();
  seen.instances.push_back(seen.instances[0]);
  seen.instances.back().id = "i-00000000000000003";
  const Report report = page_report(seen);
  ASSERT_EQ(report.interruptions.size(), 2U);
  const Report detail = only(report, report.interruptions[0]);
  EXPECT_EQ(detail.instances.size(), 2U);
  EXPECT_EQ(detail.interruptions.size(), 1U);
}

// Goal: no mark's line, which goes down from its label, goes through another's label.
TEST(Plot, LinesGoThroughNoLabels) {
  std::vector<Mark> marks;
  for (int i = 0; i < 40; ++i) marks.push_back({drill::second(i * 2.4), "notice", "a label"});
  const PlotAxes axes{{drill::second(0), drill::second(100)}, {0, 100}, {.width = 700}, 0};
  const auto placed = place_marks(marks, axes);
  int labelled = 0;
  for (const PlacedMark& line : placed) {
    labelled += line.lane >= 0 ? 1 : 0;
    for (const PlacedMark& label : placed) {
      if (&line == &label || line.lane < 0 || label.lane < line.lane) continue;
      EXPECT_FALSE(line.x > label.from && line.x < label.to) << line.x;
    }
  }
  EXPECT_GT(labelled, 10);
}

TEST(Plot, LabelsDoNotRunIntoEachOther) {
  std::vector<Mark> marks;
  for (int i = 0; i < 12; ++i) marks.push_back({drill::second(i * 4), "notice", "a longish label"});
  const PlotAxes axes{{drill::second(0), drill::second(100)}, {0, 100}, {.width = 400}, 0};
  const auto placed = place_marks(marks, axes);
  ASSERT_EQ(placed.size(), 12U);
  for (const PlacedMark& a : placed) {
    for (const PlacedMark& b : placed) {
      if (&a == &b || a.lane < 0 || a.lane != b.lane) continue;
      const double width = 15 * letter_width;
      const double a_from = a.leftwards ? a.label_x - width : a.label_x;
      const double b_from = b.leftwards ? b.label_x - width : b.label_x;
      EXPECT_GE(std::abs(a_from - b_from), width);
    }
  }
}

TEST(Plot, MomentsThatCannotBeToldApartAreOne) {
  const std::string svg = plot_svg(page_report(drill::handled_well()),
                                   {drill::second(0), drill::second(3000)}, {}, "whole", false);
  EXPECT_THAT(svg, HasSubstr(">rebalance, notice, read<"));
  EXPECT_EQ(count_of("<text class=\"mark notice\"", svg), 0U);
}

TEST(Plot, HoverTellsTheValues) {
  const std::string svg = plot_svg(page_report(drill::handled_well()),
                                   {drill::second(0), drill::second(60)}, {}, "whole", false);
  EXPECT_THAT(svg, HasSubstr("progress 41 % saved 40 %"));
}

TEST(Plot, TimeTicksAreRoundAndHaveRoom) {
  const PlotRange range{drill::second(103), drill::second(283)};
  const auto ticks = time_ticks(range, drill::second(0), 320);
  EXPECT_EQ(ticks, (std::vector{drill::second(120), drill::second(180), drill::second(240)}));
}

// Goal: a report.json that somebody has edited has a page, or is refused; this one has.
TEST(Html, OfMomentsInNoOrder) {
  Report report = page_report(drill::handled_badly());
  std::ranges::reverse(report.instances[0].progress);
  report.interruptions[0].notice_at = report.interruptions[0].rebalance_recommendation_at =
      report.ended_at + std::chrono::hours{1};
  report.interruptions[0].instance_ended_at = report.began_at - std::chrono::hours{1};
  EXPECT_THAT(to_html(report), HasSubstr("Interruption 1"));
}

TEST(StateGraph, ShowsThePathTaken) {
  api::report::Execution execution{.execution = "arn", .status = "FAILED"};
  execution.definition = R"({"StartAt":"A","States":{
      "A":{"Type":"Choice","Choices":[{"Next":"B"}],"Default":"C"},
      "B":{"Type":"Map","ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}},
           "Catch":[{"Next":"C"}],"Next":"A"},
      "C":{"Type":"Fail"}}})";
  execution.visits = {{"A", drill::second(0), drill::second(1)},
                      {"B", drill::second(1), drill::second(4)},
                      {"A", drill::second(4), drill::second(4)},
                      {"C", drill::second(4), std::nullopt}};
  const std::string svg = state_graph_svg(execution);
  EXPECT_EQ(count_of("<rect class=\"node", svg), 4U);
  EXPECT_EQ(count_of("class=\"node visited\"", svg), 2U);
  EXPECT_THAT(svg, HasSubstr("node visited failed"));
  EXPECT_EQ(count_of("edge taken", svg), 3U);
  EXPECT_EQ(count_of("edge caught\"", svg), 1U) << "the Catch was not taken";
  execution.definition = "{not json";
  EXPECT_EQ(state_graph_svg(execution), "");
}

}  // namespace
}  // namespace spotdrill::report
