#include "report/facts.hpp"
#include "drill/readings/figures.hpp"

#include <fmt/format.h>

namespace spotdrill::report {

namespace {

namespace model = api::report;

using drill::percent_text;
using drill::time_text;

class FactsWriter {
 public:
  FactsWriter(const Report& report, const model::Interruption& each)
      : report_(report), each_(each) {}

  std::vector<InterruptionFact> write() {
    moment("rebalance recommendation", each_.rebalance_recommendation_at);
    if (each_.notice_at) {
      notice();
    } else {
      row("notice", "none");
    }
    ending();
    work();
    return std::move(facts_);
  }

 private:
  void row(const char* what, std::string value) { facts_.push_back({what, std::move(value)}); }
  void moment(const char* what, const std::optional<Instant>& at) {
    if (at) row(what, since_start(*at));
  }
  [[nodiscard]] std::string since_start(Instant at) const {
    return report::since_start(report_, at);
  }
  [[nodiscard]] std::string of_whole(double value) const {
    return report::of_whole(report_, value);
  }

  void notice() {
    row("notice", each_.deadline
                      ? fmt::format("{}: the instance will be taken at {}",
                                    since_start(*each_.notice_at), since_start(*each_.deadline))
                      : since_start(*each_.notice_at));
    if (report_.journal_read) {
      const std::string never = report_.endpoint_lost ? "not seen" : "never";
      row("first asked for it",
          each_.notice_first_asked_at ? since_start(*each_.notice_first_asked_at) : never);
      row("first read it",
          each_.notice_first_read_at ? after_notice(*each_.notice_first_read_at) : never);
    }
    if (report_.saved_read) row("saved after it", saved_after_notice());
  }

  [[nodiscard]] std::string saved_after_notice() const {
    if (!each_.saved_after_notice_at) return "nothing new";
    std::string saved = fmt::format("{} {}", of_whole(each_.saved_after_notice.value_or(0)),
                                    after_notice(*each_.saved_after_notice_at));
    if (each_.saved_in_answer_at == each_.saved_after_notice_at) return saved;
    saved += ", before anything inside had heard of it";
    if (each_.saved_in_answer_at) {
      saved += fmt::format("; in answer to it {}", after_notice(*each_.saved_in_answer_at));
    }
    return saved;
  }

  [[nodiscard]] std::string after_notice(Instant at) const {
    return fmt::format("{} after the notice", time_text(at - *each_.notice_at));
  }

  void ending() {
    std::string how = each_.ended_how;
    if (each_.workload_end && each_.workload_end->exit_code) {
      how += fmt::format(", exit code {}", *each_.workload_end->exit_code);
    }
    if (each_.workload_ended_at) how += ", " + since_start(*each_.workload_ended_at);
    row("the workload", how);
    shutdown();
    moment("instance gone", each_.instance_ended_at);
  }

  void shutdown() {
    if (!each_.shutdown_begun_at) return;
    std::string began = since_start(*each_.shutdown_begun_at);
    // The notice's time has whole seconds.
    constexpr Duration told_apart_min = std::chrono::seconds{2};
    if (each_.deadline && *each_.deadline - *each_.shutdown_begun_at >= told_apart_min) {
      began += fmt::format(", {} before the time that the notice said",
                           time_text(*each_.deadline - *each_.shutdown_begun_at));
    }
    row("shutdown began", began);
  }

  void work() {
    if (!each_.felt) {
      row("work lost", "nothing: this interruption tested nothing");
      return;
    }
    if (each_.progress) {
      row("progress at its end",
          each_.saved ? fmt::format("{}, of which {} saved", of_whole(*each_.progress),
                                    of_whole(*each_.saved))
                      : of_whole(*each_.progress));
    }
    if (each_.replacement) {
      row("replacement", *each_.replacement);
      if (each_.saved_when_replaced)
        row("saved when it started", of_whole(*each_.saved_when_replaced));
      row("it went on from", each_.resume_point ? of_whole(*each_.resume_point) : "unknown");
    }
    if (each_.lost_percent && each_.lost_seconds) {
      const std::string lost =
          fmt::format("{}: {} of work to do again", percent_text(*each_.lost_percent),
                      time_text(duration_of(*each_.lost_seconds)));
      row("work lost", lost);
    } else {
      row("work lost", "unknown");
    }
  }

  const Report& report_;
  const model::Interruption& each_;
  std::vector<InterruptionFact> facts_;
};

}  // namespace

std::vector<InterruptionFact> facts_of(const Report& report,
                                       const model::Interruption& interruption) {
  return FactsWriter{report, interruption}.write();
}

std::vector<std::string> notes_of(const Report& report) {
  std::vector<std::string> notes;
  const auto add = [&](std::string_view word, const std::vector<std::string>& lines) {
    for (const std::string& line : lines) notes.push_back(fmt::format("{}: {}.", word, line));
  };
  if (report.progress_from)
    notes.push_back("Progress was read from: " + *report.progress_from + ".");
  add("Contradiction", report.contradictions);
  add("Remark", report.remarks);
  add("Not observed", report.not_observed);
  return notes;
}

std::string since_start(const Report& report, Instant at) {
  return "T+" + time_text(at - report.began_at);
}

std::string of_whole(const Report& report, double value) {
  return percent_text(100 * value / report.total);
}

}  // namespace spotdrill::report
