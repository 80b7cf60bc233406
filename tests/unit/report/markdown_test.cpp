#include "report/markdown.hpp"

#include <gmock/gmock.h>

#include "report/golden.hpp"
#include "report/markdown_text.hpp"

namespace spotdrill::report {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Markdown, OfAFailedDrill) {
  expect_golden("failed.md", to_markdown(report_of(drill::handled_badly())));
}

TEST(Markdown, OfAPassedDrill) {
  expect_golden("passed.md", to_markdown(report_of(drill::handled_well())));
}

TEST(Markdown, EscapedHasNoMeaning) {
  EXPECT_EQ(markdown_escaped("a|b`c`\n**d** <e> &f; \\ [g](h) ~i~ _j_"),
            "a&#124;b&#96;c&#96; &#42;&#42;d&#42;&#42; &lt;e&gt; &amp;f; &#92; &#91;g&#93;(h) "
            "&#126;i&#126; &#95;j&#95;");
  EXPECT_EQ(markdown_escaped("@team"), "@<!-- -->team") << "nobody is called";
  EXPECT_EQ(markdown_escaped("\xff\x01"), "\uFFFD\uFFFD");
}

// Goal: a table stays a table, whatever was measured.
TEST(Markdown, HostileTextBreaksNoTableAndNoFence) {
  Report report = report_of(drill::handled_badly());
  constexpr const char* hostile = "x | y\n| z ``` <script>alert(1)</script>\n# h";
  report.drill = report.run = report.source.command = hostile;
  report.failure = hostile;
  report.expectations = {{.expectation = hostile, .passed = false, .measured = hostile}};
  for (auto& each : report.interruptions) each.instance = each.ended_how = hostile;
  for (auto& each : report.findings) each.cause = each.evidence = each.remedy = hostile;
  const std::string text = to_markdown(report);
  const std::string before_command = text.substr(0, text.find("````sh\n"));
  EXPECT_THAT(before_command, Not(HasSubstr("<script")));
  EXPECT_THAT(before_command, Not(HasSubstr("\n# h")));
  EXPECT_THAT(before_command, Not(HasSubstr("x | y")));
  EXPECT_THAT(text, HasSubstr("````sh\nx | y\n| z ``` <script>"))
      << "the command is as it is, in a fence that it does not close";
}

// Goal: whatever happened, GitHub takes it.
TEST(Markdown, IsNeverTooLong) {
  Report report = report_of(drill::handled_badly());
  const std::string endless(50'000, '@');
  report.source.command = std::string(1'900, '`');
  report.run = report.source.version = report.drill = endless;
  report.failure = endless;
  for (int i = 0; i < 500; ++i) {
    report.interruptions.push_back(report.interruptions[0]);
    report.findings.push_back({"x", {}, endless, "ü" + endless, endless});
    report.expectations.push_back({endless, false, endless});
  }
  const std::string text = to_markdown(report);
  EXPECT_LE(text.size(), markdown_bytes_max);
  EXPECT_THAT(text, HasSubstr("There is more of it"));
  EXPECT_THAT(text, testing::EndsWith("</details>\n"));
}

}  // namespace
}  // namespace spotdrill::report
