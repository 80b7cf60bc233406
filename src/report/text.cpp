#include <fmt/format.h>

#include <cstring>

#include "report/report.hpp"

namespace spotdrill::report {

namespace {

using drill::percent_text;
using drill::time_text;

class Writer {
 public:
  Writer(const Report& report, TextStyle style) : report_(report), style_(style) {}

  std::string write() {
    headline();
    for (const drill::Judgement& judgement : report_.verdict.judgements) line(judgement);
    for (std::size_t i = 0; i < report_.verdict.interruptions.size(); ++i) {
      section(i + 1, report_.verdict.interruptions[i]);
    }
    findings();
    for (const std::string& missing : report_.verdict.not_observed) {
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
    const drill::Verdict& verdict = report_.verdict;
    const bool passed = verdict.outcome == drill::Outcome::Passed;
    text_ += fmt::format("\nDrill {}: {}\n", paint("1", report_.definition.name),
                         paint(passed ? "1;32" : "1;31", upper(name(verdict.outcome))));
    if (!report_.seen.failure.empty()) text_ += fmt::format("  {}\n", report_.seen.failure);
    text_ += "\n";
  }

  static std::string upper(std::string_view words) {
    std::string result{words};
    for (char& c : result) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return result;
  }

  void line(const drill::Judgement& judgement) {
    text_ += fmt::format("  {} {:<42} {}\n",
                         !judgement.judged  ? "  --  "
                         : judgement.passed ? paint("32", "passed")
                                            : paint("31", "FAILED"),
                         judgement.expectation, judgement.measured);
  }

  void row(std::string_view what, std::string_view value) {
    text_ += fmt::format("  {:<26} {}\n", what, value);
  }

  [[nodiscard]] std::string since_start(Instant at) const {
    return "T+" + time_text(at - report_.seen.began);
  }

  [[nodiscard]] std::string of_whole(double value) const {
    return percent_text(100 * value / report_.seen.total);
  }

  void section(std::size_t number, const drill::Interruption& each) {
    text_ += fmt::format("\nInterruption {}: {}\n", number, paint("1", each.instance));
    if (each.rebalance) row("rebalance recommendation", since_start(*each.rebalance));
    if (each.notice) {
      notice(each);
    } else {
      row("notice", "none");
    }
    ending(each);
    work(each);
  }

  void notice(const drill::Interruption& each) {
    row("notice", each.deadline ? fmt::format("{}, for {}", since_start(*each.notice),
                                              since_start(*each.deadline))
                                : since_start(*each.notice));
    if (report_.seen.server_observed) {
      const std::string never = report_.seen.endpoint_lost ? "not seen" : "never";
      row("first asked for it", each.first_asked ? since_start(*each.first_asked) : never);
      row("first read it", each.first_seen ? after_notice(each, *each.first_seen) : never);
    }
    if (report_.seen.has_saved) row("saved after it", saved_after_notice(each));
  }

  [[nodiscard]] std::string saved_after_notice(const drill::Interruption& each) const {
    if (!each.saved_at) return "nothing new";
    std::string saved = fmt::format("{} {}", of_whole(*each.saved_after_notice),
                                    after_notice(each, *each.saved_at));
    if (each.saved_in_answer == each.saved_at) return saved;
    saved += ", before anything inside had heard of it";
    if (each.saved_in_answer) {
      saved += fmt::format("; in answer to it {}", after_notice(each, *each.saved_in_answer));
    }
    return saved;
  }

  static std::string after_notice(const drill::Interruption& each, Instant at) {
    return fmt::format("{} after the notice", time_text(at - *each.notice));
  }

  void ending(const drill::Interruption& each) {
    std::string how{how_it_ended(each)};
    if (each.workload_end && !each.workload_end->signalled) {
      how += fmt::format(", exit code {}", each.workload_end->value);
    }
    if (each.workload_ended) how += ", " + since_start(*each.workload_ended);
    row("the workload", how);
    if (each.shutdown_begun) row("shutdown began", since_start(*each.shutdown_begun));
    if (each.ended) row("instance gone", since_start(*each.ended));
  }

  void work(const drill::Interruption& each) {
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
    if (!each.replacement.empty()) {
      row("replacement", each.replacement);
      if (each.saved_when_replaced)
        row("saved when it started", of_whole(*each.saved_when_replaced));
      row("it went on from", each.resume_point ? of_whole(*each.resume_point) : "unknown");
    }
    if (each.lost_percent && each.lost_time) {
      const std::string lost =
          fmt::format("{}: {} of work to do again", percent_text(*each.lost_percent),
                      time_text(*each.lost_time));
      row("work lost", paint("1", lost));
    } else {
      row("work lost", "unknown");
    }
  }

  void findings() {
    if (report_.verdict.findings.empty()) return;
    text_ += fmt::format("\n{}\n", paint("1", "Why, and what to do"));
    for (const drill::Finding& finding : report_.verdict.findings) {
      text_ += fmt::format("  - {}\n    Seen: {}.\n    Do: {}\n", finding.cause, finding.evidence,
                           finding.remedy);
    }
  }

  const Report& report_;
  TextStyle style_;
  std::string text_;
};

}  // namespace

std::string to_text(const Report& report, TextStyle style) {
  return Writer{report, style}.write();
}

}  // namespace spotdrill::report
