#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "report/facts.hpp"
#include "report/ledger.hpp"
#include "report/report.hpp"
#include "report/sparkline.hpp"
#include "report/wrap.hpp"

namespace spotdrill::report {

namespace {

namespace model = api::report;

class Writer {
 public:
  Writer(const Report& report, TextStyle style) : report_(report), style_(style) {}

  std::string write_headline() {
    headline();
    return wrapped(text_, style_.columns);
  }

  std::string write_details() {
    for (std::size_t i = 0; i < report_.interruptions.size(); ++i) {
      section(i + 1, report_.interruptions[i]);
    }
    if (report_.ledger) text_ += "\n" + ledger_lines(report_);
    findings();
    for (const std::string& note : notes_of(report_)) text_ += fmt::format("\n{}\n", note);
    return wrapped(text_, style_.columns);
  }

  std::string write_verdict() {
    text_ += "\n";
    headline();
    if (!report_.expectations.empty()) text_ += "\n";
    expectations();
    progress();
    return wrapped(text_, style_.columns);
  }

 private:
  /// `text` in an ANSI colour, where colours are wanted.
  [[nodiscard]] std::string paint(std::string_view code, std::string_view words) const {
    if (!style_.colour || code.empty()) return std::string{words};
    return fmt::format("\033[{}m{}\033[0m", code, words);
  }

  void headline() {
    const bool passed = report_.outcome == name(drill::Outcome::Passed);
    const bool open = report_.outcome == name(drill::Outcome::Inconclusive);
    const bool stopped = report_.outcome == name(drill::Outcome::Stopped);
    text_ += fmt::format("Drill {}: {}\n", paint("1", report_.drill),
                         paint(passed            ? "1;32"
                               : open || stopped ? "1;33"
                                                 : "1;31",
                               stopped ? "STOPPED" : upper(report_.outcome)));
    if (stopped)
      text_ += "  It was stopped by Ctrl-C (or a signal) before it was over: no verdict.\n";
    if (report_.failure) text_ += fmt::format("  {}\n", *report_.failure);
    for (const std::string& reason : report_.inconclusive) {
      text_ += fmt::format("  {}\n", reason);
    }
  }

  static std::string upper(std::string_view words) {
    std::string result{words};
    for (char& c : result) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return result;
  }

  void expectations() {
    constexpr std::size_t width_min = 42;
    constexpr std::size_t width_max = 60;  // A longer one puts what is behind it out of line.
    std::size_t width = width_min;
    for (const model::Expectation& each : report_.expectations) {
      width = std::max(width, std::min(each.expectation.size(), width_max));
    }
    for (const model::Expectation& each : report_.expectations) {
      text_ += fmt::format("  {} {:<{}} {}\n",
                           !each.passed   ? "  --  "
                           : *each.passed ? paint("32", "passed")
                                          : paint("31", "FAILED"),
                           each.expectation, width, each.measured);
    }
  }

  void progress() {
    const std::string spark = sparkline(report_);
    if (spark.empty()) return;
    if (!report_.expectations.empty()) text_ += "\n";
    text_ += fmt::format("  {}  progress", paint("34", spark));
    if (report_.final_progress) text_ += " to " + of_whole(report_, *report_.final_progress);
    text_ += "\n";
  }

  void section(std::size_t number, const model::Interruption& each) {
    text_ += fmt::format("\nInterruption {}: {}{}\n", number, paint("1", each.instance),
                         number == 1 ? " (T+ is the time since the drill began)" : "");
    const std::vector<InterruptionFact> facts = facts_of(report_, each);
    for (const InterruptionFact& fact : facts) {
      const bool result =
          &fact == &facts.back() && each.felt && each.lost_percent && each.lost_seconds;
      text_ += fmt::format("  {:<26} {}\n", fact.what, paint(result ? "1" : "", fact.value));
    }
  }

  void findings() {
    if (report_.findings.empty()) return;
    text_ += fmt::format("\n{}\n", paint("1", "Why, and what to do"));
    for (const model::Finding& finding : report_.findings) {
      text_ += fmt::format("  - {}\n    Seen: {}.\n    Do: {}\n    Read: docs/findings.md#{}\n",
                           finding.cause, finding.evidence, finding.remedy, finding.finding);
    }
  }

  const Report& report_;
  TextStyle style_;
  std::string text_;
};

}  // namespace

std::string to_headline(const Report& report, TextStyle style) {
  return Writer{report, style}.write_headline();
}

std::string to_details(const Report& report, TextStyle style) {
  return Writer{report, style}.write_details();
}

std::string to_verdict(const Report& report, TextStyle style) {
  return Writer{report, style}.write_verdict();
}

std::string to_text(const Report& report, TextStyle style) {
  return to_verdict(report, style) + to_details(report, style);
}

}  // namespace spotdrill::report
