#include "report/markdown.hpp"

#include <algorithm>

#include "base/iso8601.hpp"
#include "report/facts.hpp"
#include "report/markup.hpp"
#include "report/sparkline.hpp"

namespace spotdrill::report {

namespace {

namespace model = api::report;

using drill::percent_text;
using drill::time_text;

/// Letters of one text: a name, what was measured, a remedy.
constexpr std::size_t markdown_text_max = 600;
/// A longer command line would not be read by anybody; it is in report.json.
constexpr std::size_t markdown_command_max = 2'000;
/// What the end needs, which is never left away: the command between two fences, and the run.
constexpr std::size_t markdown_end_max = 8'000;

std::string shown(std::string_view text) {
  return markdown_escaped(clipped(text, markdown_text_max));
}

std::string code(std::string_view text) {
  return text.empty() ? std::string{} : "<code>" + shown(text) + "</code>";
}

/// A fence that the text does not contain.
std::string fence_for(std::string_view text) {
  std::string fence = "```";
  while (text.find(fence) != std::string_view::npos) fence += '`';
  return fence;
}

class MarkdownSummary {
 public:
  explicit MarkdownSummary(const Report& report) : report_(report) {}

  std::string write() {
    headline();
    expectations();
    interruptions();
    findings();
    for (const std::string& missing : report_.not_observed) {
      add(fmt::format("\nNot observed: {}.\n", shown(missing)));
    }
    if (left_away_) text_ += "\nThere is more of it, which has no room here.\n";
    again();
    return std::move(text_);
  }

 private:
  /// Adds a line, unless there is no room for it. A table's line is then missing at its end.
  void add(const std::string& line) {
    if (left_away_ || text_.size() + line.size() > markdown_bytes_max - markdown_end_max) {
      left_away_ = true;
      return;
    }
    text_ += line;
  }

  [[nodiscard]] std::string of_whole(double value) const {
    return report::of_whole(report_, value);
  }

  void headline() {
    const bool passed = report_.outcome == name(drill::Outcome::Passed);
    const bool failed = report_.outcome == name(drill::Outcome::Failed);
    add(fmt::format("### {} Drill {}: {}\n\n",
                    passed   ? "✅"
                    : failed ? "❌"
                             : "⚠️",
                    code(report_.drill), shown(report_.outcome)));
    if (report_.failure) add(shown(*report_.failure) + "\n\n");
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
    add(line + ".\n");
    const std::string spark = sparkline(report_);
    if (!spark.empty()) add(fmt::format("\n<code>{}</code> progress\n", spark));
  }

  void expectations() {
    if (report_.expectations.empty()) return;
    add("\n| | What had to hold | Measured |\n| --- | --- | --- |\n");
    for (const model::Expectation& each : report_.expectations) {
      const char* word = !each.passed ? "➖ not judged" : *each.passed ? "✅ passed" : "❌ failed";
      add(fmt::format("| {} | {} | {} |\n", word, code(each.expectation), shown(each.measured)));
    }
  }

  void interruptions() {
    if (report_.interruptions.empty()) return;
    add("\n**Interruptions**\n\n");
    for (const model::Interruption& each : report_.interruptions) {
      add(fmt::format("1. {}: {}\n", code(each.instance), what_happened(each)));
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
    add("\n**Why, and what to do**\n\n");
    for (const model::Finding& each : report_.findings) {
      add(fmt::format("- **{}**<br>Seen: {}.<br>Do: {}\n", shown(each.cause), shown(each.evidence),
                      shown(each.remedy)));
    }
  }

  /// How to run it again.
  void again() {
    const std::string command = legible(report_.source.command);
    text_ += "\n<details><summary>Run it again</summary>\n\n";
    if (command.size() > markdown_command_max) {
      text_ += "The command line is in report.json.\n";
    } else {
      const std::string fence = fence_for(command);
      text_ += fmt::format("{0}sh\n{1}\n{0}\n", fence, command);
    }
    text_ += fmt::format("\nRun {}, {}, speed {:g}, spotdrill {}\n\n</details>\n",
                         code(clipped(report_.run, 100)), iso8601_seconds(report_.began_at),
                         report_.speed, shown(clipped(report_.source.version, 40)));
  }

  const Report& report_;
  std::string text_;
  bool left_away_ = false;
};

}  // namespace

std::string markdown_escaped(std::string_view text) {
  // "Entity and numeric character references cannot be used in place of symbols indicating
  // structure". Source: CommonMark 0.31, 2.5. What is an entity already stays one.
  std::string out;
  for (const char c : escaped(text)) {
    switch (c) {
      case '\n':
      case '\r':
      case '\t':
        out += ' ';
        break;
      case '@':
        // GitHub looks for names to call when entities are letters again, but not across elements.
        out += "@<!-- -->";
        break;
      case '\\':
      case '`':
      case '*':
      case '_':
      case '[':
      case ']':
      case '|':
      case '~':
        out += fmt::format("&#{};", static_cast<int>(c));
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string to_markdown(const Report& report) {
  return MarkdownSummary{report}.write();
}

}  // namespace spotdrill::report
