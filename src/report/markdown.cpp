#include "report/markdown.hpp"

#include <algorithm>

#include "base/iso8601.hpp"
#include "drill/readings/figures.hpp"
#include "report/facts.hpp"
#include "report/ledger.hpp"
#include "report/markdown_text.hpp"
#include "report/markup.hpp"
#include "report/sparkline.hpp"

namespace spotdrill::report {

namespace {

namespace model = api::report;

using drill::percent_text;
using drill::time_text;

class MarkdownSummary {
 public:
  explicit MarkdownSummary(const Report& report) : report_(report) {}

  std::string write() {
    headline();
    expectations();
    interruptions();
    if (report_.ledger) text_.add(ledger_markdown(report_));
    findings();
    for (const std::string& note : notes_of(report_)) text_.add("\n" + shown(note) + "\n");
    return text_.end(report_.source.command, "report.json",
                     fmt::format("Run {}, {}, speed {}, spotdrill {}",
                                 code(clipped(report_.run, 100)), iso8601_seconds(report_.began_at),
                                 speed_text(report_), shown(clipped(report_.source.version, 40))));
  }

 private:
  [[nodiscard]] std::string of_whole(double value) const {
    return report::of_whole(report_, value);
  }

  void headline() {
    const bool passed = report_.outcome == name(drill::Outcome::Passed);
    const bool failed = report_.outcome == name(drill::Outcome::Failed);
    text_.add(fmt::format("### {} Drill {}: {}\n\n",
                          passed   ? "✅"
                          : failed ? "❌"
                                   : "⚠️",
                          code(report_.drill), shown(report_.outcome)));
    if (report_.failure) text_.add(shown(*report_.failure) + "\n\n");
    for (const std::string& reason : report_.inconclusive) text_.add(shown(reason) + "\n\n");
    std::string line = fmt::format("{} after {}", report_.completed ? "Done" : "Not done",
                                   time_text(duration_of(report_.took_seconds)));
    if (!report_.completed && report_.final_progress) {
      line += fmt::format(", got to {}", of_whole(*report_.final_progress));
    }
    line += fmt::format("; work lost: **{}** ({})", percent_text(report_.lost_percent),
                        time_text(duration_of(report_.lost_seconds)));
    if (report_.cost) {
      line += fmt::format("; US$ {:.6f} on Spot, {:.6f} On-Demand", report_.cost->spot_usd,
                          report_.cost->on_demand_usd);
    }
    text_.add(line + ".\n");
    const std::string spark = sparkline(report_);
    if (!spark.empty()) text_.add(fmt::format("\n<code>{}</code> progress\n", spark));
  }

  void expectations() {
    if (report_.expectations.empty()) return;
    text_.add("\n| | What had to hold | Measured |\n| --- | --- | --- |\n");
    for (const model::Expectation& each : report_.expectations) {
      const char* word = !each.passed ? "➖ not judged" : *each.passed ? "✅ passed" : "❌ failed";
      text_.add(
          fmt::format("| {} | {} | {} |\n", word, code(each.expectation), shown(each.measured)));
    }
  }

  void interruptions() {
    if (report_.interruptions.empty()) return;
    text_.add("\n**Interruptions**\n\n");
    for (const model::Interruption& each : report_.interruptions) {
      text_.add(fmt::format("1. {}: {}\n", code(each.instance), what_happened(each)));
    }
  }

  [[nodiscard]] std::string what_happened(const model::Interruption& each) const {
    std::string line = each.notice_at ? "notice at " + since_start(report_, *each.notice_at)
                                      : std::string{"no notice"};
    if (each.notice_at && report_.journal_read && !report_.endpoint_lost) {
      line += each.notice_first_read_at
                  ? fmt::format(", read {} after it",
                                time_text(*each.notice_first_read_at - *each.notice_at))
                  : std::string{", never read"};
    }
    if (each.notice_at && report_.saved_read) {
      line += each.saved_after_notice_at
                  ? fmt::format(", saved {} after it",
                                time_text(*each.saved_after_notice_at - *each.notice_at))
                  : std::string{", nothing saved after it"};
    }
    line += "; the workload " + shown(each.ended_how);
    if (!each.felt) return line + "; it tested nothing";
    if (each.replacement && each.resume_point) {
      line += fmt::format("; replaced by {}, which went on from {}", code(*each.replacement),
                          of_whole(*each.resume_point));
    } else {
      line += each.replacement ? "; replaced by " + code(*each.replacement)
                               : std::string{"; not replaced"};
    }
    return line + (each.lost_percent
                       ? fmt::format("; lost **{}**", percent_text(*each.lost_percent))
                       : std::string{"; what was lost is unknown"});
  }

  void findings() {
    if (report_.findings.empty()) return;
    text_.add("\n**Why, and what to do**\n\n");
    for (const model::Finding& each : report_.findings) {
      text_.add(fmt::format("- **{}**<br>Seen: {}.<br>Do: {}\n", shown(each.cause),
                            shown(each.evidence), shown(each.remedy)));
    }
  }

  const Report& report_;
  MarkdownText text_;
};

}  // namespace

std::string to_markdown(const Report& report) {
  return MarkdownSummary{report}.write();
}

}  // namespace spotdrill::report
