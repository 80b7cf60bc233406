#include <fmt/format.h>

#include <cstring>

#include "report/report.hpp"
#include "report/sparkline.hpp"

namespace spotdrill::report {

namespace {

namespace model = api::report;

using drill::percent_text;
using drill::time_text;

class Writer {
 public:
  Writer(const Report& report, TextStyle style) : report_(report), style_(style) {}

  std::string write_headline() {
    headline();
    return std::move(text_);
  }

  std::string write() {
    text_ += "\n";
    headline();
    text_ += "\n";
    for (const auto& each : report_.expectations) line(each);
    progress();
    for (std::size_t i = 0; i < report_.interruptions.size(); ++i) {
      section(i + 1, report_.interruptions[i]);
    }
    findings();
    for (const std::string& missing : report_.not_observed) {
      text_ += fmt::format("\nNot observed: {}.\n", missing);
    }
    return std::move(text_);
  }

 private:
  /// `text` in an ANSI colour, where colours are wanted.
  [[nodiscard]] std::string paint(std::string_view code, std::string_view words) const {
    if (!style_.colour) return std::string{words};
    return fmt::format("\033[{}m{}\033[0m", code, words);
  }

  void headline() {
    const bool passed = report_.outcome == name(drill::Outcome::Passed);
    text_ += fmt::format("Drill {}: {}\n", paint("1", report_.drill),
                         paint(passed ? "1;32" : "1;31", upper(report_.outcome)));
    if (report_.failure) text_ += fmt::format("  {}\n", *report_.failure);
  }

  static std::string upper(std::string_view words) {
    std::string result{words};
    for (char& c : result) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return result;
  }

  void line(const model::Expectation& each) {
    text_ += fmt::format("  {} {:<42} {}\n",
                         !each.passed   ? "  --  "
                         : *each.passed ? paint("32", "passed")
                                        : paint("31", "FAILED"),
                         each.expectation, each.measured);
  }

  void progress() {
    const std::string spark = sparkline(report_);
    if (spark.empty()) return;
    if (!report_.expectations.empty()) text_ += "\n";
    text_ += fmt::format("  {}  progress", paint("34", spark));
    if (report_.final_progress) text_ += " to " + of_whole(*report_.final_progress);
    text_ += "\n";
  }

  void row(std::string_view what, std::string_view value) {
    text_ += fmt::format("  {:<26} {}\n", what, value);
  }

  [[nodiscard]] std::string since_start(Instant at) const {
    return "T+" + time_text(at - report_.began_at);
  }

  [[nodiscard]] std::string of_whole(double value) const {
    return percent_text(100 * value / report_.total);
  }

  void section(std::size_t number, const model::Interruption& each) {
    text_ += fmt::format("\nInterruption {}: {}\n", number, paint("1", each.instance));
    if (each.rebalance_recommendation_at)
      row("rebalance recommendation", since_start(*each.rebalance_recommendation_at));
    if (each.notice_at) {
      notice(each);
    } else {
      row("notice", "none");
    }
    ending(each);
    work(each);
  }

  void notice(const model::Interruption& each) {
    row("notice", each.deadline ? fmt::format("{}, for {}", since_start(*each.notice_at),
                                              since_start(*each.deadline))
                                : since_start(*each.notice_at));
    if (report_.journal_read) {
      const std::string never = report_.endpoint_lost ? "not seen" : "never";
      row("first asked for it",
          each.notice_first_asked_at ? since_start(*each.notice_first_asked_at) : never);
      row("first read it",
          each.notice_first_read_at ? after_notice(each, *each.notice_first_read_at) : never);
    }
    if (report_.saved_read) row("saved after it", saved_after_notice(each));
  }

  [[nodiscard]] std::string saved_after_notice(const model::Interruption& each) const {
    if (!each.saved_after_notice_at) return "nothing new";
    std::string saved = fmt::format("{} {}", of_whole(*each.saved_after_notice),
                                    after_notice(each, *each.saved_after_notice_at));
    if (each.saved_in_answer_at == each.saved_after_notice_at) return saved;
    saved += ", before anything inside had heard of it";
    if (each.saved_in_answer_at) {
      saved += fmt::format("; in answer to it {}", after_notice(each, *each.saved_in_answer_at));
    }
    return saved;
  }

  static std::string after_notice(const model::Interruption& each, Instant at) {
    return fmt::format("{} after the notice", time_text(at - *each.notice_at));
  }

  void ending(const model::Interruption& each) {
    std::string how = each.ended_how;
    if (each.workload_end && each.workload_end->exit_code) {
      how += fmt::format(", exit code {}", *each.workload_end->exit_code);
    }
    if (each.workload_ended_at) how += ", " + since_start(*each.workload_ended_at);
    row("the workload", how);
    if (each.shutdown_begun_at) row("shutdown began", since_start(*each.shutdown_begun_at));
    if (each.instance_ended_at) row("instance gone", since_start(*each.instance_ended_at));
  }

  void work(const model::Interruption& each) {
    if (!each.felt) {
      row("work lost", "nothing: this interruption tested nothing");
      return;
    }
    if (each.progress) {
      row("progress at its end", each.saved
                                     ? fmt::format("{}, of which {} saved",
                                                   of_whole(*each.progress), of_whole(*each.saved))
                                     : of_whole(*each.progress));
    }
    if (each.replacement) {
      row("replacement", *each.replacement);
      if (each.saved_when_replaced)
        row("saved when it started", of_whole(*each.saved_when_replaced));
      row("it went on from", each.resume_point ? of_whole(*each.resume_point) : "unknown");
    }
    if (each.lost_percent && each.lost_seconds) {
      const std::string lost =
          fmt::format("{}: {} of work to do again", percent_text(*each.lost_percent),
                      time_text(duration_of(*each.lost_seconds)));
      row("work lost", paint("1", lost));
    } else {
      row("work lost", "unknown");
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

std::string to_text(const Report& report, TextStyle style) {
  return Writer{report, style}.write();
}

}  // namespace spotdrill::report
