#include "drill/verdict/expectations.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "drill/readings/figures.hpp"
#include "drill/work/completion.hpp"
#include "drill/work/ending.hpp"

namespace spotdrill::drill {

namespace {

using Kind = Expectation::Kind;

/// What is said where the server does not tell who reads notices.
constexpr std::string_view reads_not_seen = "whether anything read the notice is not to be seen";

bool any_felt(const Verdict& verdict) {
  return std::any_of(verdict.work.interruptions.begin(), verdict.work.interruptions.end(),
                     [](const Interruption& interruption) { return interruption.felt; });
}

Judgement no_interruption(const Expectation& expectation) {
  return {.expectation = expectation.text,
          .measured = "there was no interruption to measure it by",
          .judged = false};
}

/// What progress lacks to the whole, where it was read.
std::optional<std::string> missing_to_the_whole(const Verdict& verdict) {
  constexpr double told_min = 0.05;  // Percent: less is shown as none.
  if (!verdict.final_progress || verdict.work.total <= 0) return std::nullopt;
  const double missing = 100 - verdict.work.percent(*verdict.final_progress);
  if (missing < told_min) return std::nullopt;
  return percent_text(missing);
}

Judgement judge_completes(const Expectation& expectation, const Observation& observation,
                          const Verdict& verdict) {
  Judgement judgement{.expectation = expectation.text};
  if (!verdict.completed) {
    const InstanceTimeline* last =
        observation.instances.empty() ? nullptr : &observation.instances.back();
    judgement.measured =
        verdict.final_progress
            ? fmt::format("got to {}", percent_text(verdict.work.percent(*verdict.final_progress)))
            : std::string{"no progress was seen"};
    if (const auto missing = missing_to_the_whole(verdict)) {
      judgement.measured += fmt::format(", {} short of 100 %", *missing);
    }
    if (observation.execution) {
      judgement.measured =
          fmt::format("execution {}; {}", to_text(*observation.execution), judgement.measured);
    }
    const auto ended = last == nullptr ? std::nullopt : workload_end(*last);
    if (ended && ended->how) {
      const ProcessEnd end = *ended->how;
      judgement.measured += end.signalled ? fmt::format("; ended by signal {}", end.value)
                                          : fmt::format("; exit code {}", end.value);
    }
    const bool well = ended && ended->how == ProcessEnd{};
    if (well && counts_every_step(verdict.work)) {
      judgement.measured += "; it tells every step, and never told the last";
    }
    if (observation.timed_out) judgement.measured += "; the drill's time was up";
    if (!observation.gave_up.empty()) judgement.measured += "; " + observation.gave_up;
    return judgement;
  }
  judgement.measured = observation.instances.size() < 2
                           ? fmt::format("done after {}", time_text(verdict.took))
                           : fmt::format("after {}, on the last of {} instances",
                                         time_text(verdict.took), observation.instances.size());
  if (!verdict.work.interruptions.empty() && !any_felt(verdict)) {
    judgement.measured += ", before any interruption was felt";
  }
  if (const auto missing = missing_to_the_whole(verdict)) {
    judgement.measured += fmt::format(", though {} of progress to 100 % was never told", *missing);
  }
  judgement.passed = !expectation.time || verdict.took <= *expectation.time;
  return judgement;
}

std::string_view why_loss_is_unknown(const Interruption& interruption) {
  if (!interruption.progress) return "no progress was seen before the interruption";
  if (!interruption.replacement.empty()) return "the replacement reported no progress";
  return "it was not replaced, and the drill does not say where saved work is read "
         "(workload.saved, --saved)";
}

Judgement judge_lost_work(const Expectation& expectation, const Verdict& verdict) {
  if (!any_felt(verdict)) return no_interruption(expectation);
  Judgement judgement{.expectation = expectation.text, .passed = true};
  double worst_percent = 0;
  Duration worst_time{};
  for (const Interruption& interruption : verdict.work.interruptions) {
    if (!interruption.felt) continue;
    if (!interruption.lost_percent || !interruption.lost_time) {
      judgement.judged = judgement.passed = false;
      judgement.measured =
          fmt::format("could not be measured: {}", why_loss_is_unknown(interruption));
      return judgement;
    }
    worst_percent = std::max(worst_percent, *interruption.lost_percent);
    worst_time = std::max(worst_time, *interruption.lost_time);
  }
  judgement.passed = expectation.kind == Kind::LostWorkPercent
                         ? worst_percent <= expectation.percent
                         : worst_time <= expectation.time.value_or(Duration::zero());
  const bool to_the_digit = !judgement.passed && worst_percent < expectation.percent + 0.1;
  judgement.measured = fmt::format(
      "lost {}, {} of work",
      to_the_digit ? fmt::format("{:.5g} %", worst_percent) : percent_text(worst_percent),
      time_text(worst_time));
  return judgement;
}

/// Judges how long after the notice something happened, for the slowest interruption. `never` says
/// why it did not.
template <class When, class Never>
Judgement judge_delay(const Expectation& expectation, const Verdict& verdict, When when,
                      Never never) {
  if (!any_felt(verdict)) return no_interruption(expectation);
  Judgement judgement{.expectation = expectation.text};
  Duration slowest{};
  bool any = false;
  for (const Interruption& interruption : verdict.work.interruptions) {
    if (!interruption.notice || !interruption.felt) continue;
    any = true;
    const std::optional<Instant> at = when(interruption);
    if (!at) {
      judgement.measured = never(interruption);
      return judgement;
    }
    slowest = std::max<Duration>(slowest, *at - *interruption.notice);
  }
  if (!any) {
    judgement.measured =
        "there was no notice, as the fault was a termination without one: this cannot hold then";
    return judgement;
  }
  judgement.passed = slowest <= expectation.time.value_or(Duration::zero());
  judgement.measured = fmt::format("{} after the notice", time_text(slowest));
  return judgement;
}

/// Why a workload did not deal with its notice.
std::string why_unhandled(const Interruption& interruption) {
  if (!interruption.saved_at) {
    return interruption.heard ? "nothing was saved and nothing ended after the notice"
                              : "nothing inside read the notice, and nothing was saved after it";
  }
  return fmt::format(
      "nothing inside had read the notice when it saved {} after it: that save was "
      "due anyway",
      time_text(*interruption.saved_at - *interruption.notice));
}

Judgement judge_handling(const Expectation& expectation, const Observation& observation,
                         const Verdict& verdict) {
  Judgement judgement = judge_delay(
      expectation, verdict, [](const Interruption& each) { return each.handled; }, why_unhandled);
  if (judgement.passed && !observation.server_observed) {
    judgement.measured += fmt::format(" ({})", reads_not_seen);
  }
  return judgement;
}

/// Judges what must hold of each interruption.
template <class Holds>
Judgement judge_each(const Expectation& expectation, const Verdict& verdict,
                     std::string_view passed, Holds holds) {
  if (!any_felt(verdict)) return no_interruption(expectation);
  for (const Interruption& interruption : verdict.work.interruptions) {
    if (!interruption.felt) continue;
    const std::optional<std::string> fault = holds(interruption);
    if (fault) return {expectation.text, false, interruption.instance + " " + *fault};
  }
  return {expectation.text, true, std::string{passed}};
}

std::optional<std::string> fault_in_saving(const Interruption& interruption) {
  if (!interruption.notice) return "had no notice, as it was terminated without one";
  const double saved = interruption.saved.value_or(0);
  const bool nothing_left = interruption.progress && saved >= *interruption.progress;
  if (interruption.saved_in_answer || (interruption.heard && nothing_left)) return std::nullopt;
  if (interruption.saved_at || nothing_left) {
    return fmt::format(
        "had saved {:g}, but nothing inside had read the notice by then: that save "
        "was due anyway",
        saved);
  }
  return fmt::format("saved nothing new; saved stayed at {:g}", saved);
}

std::optional<std::string> fault_in_resuming(const Interruption& interruption) {
  if (interruption.replacement.empty()) return "was not replaced";
  if (!interruption.resume_point) return "has a replacement that reported no progress";
  if (interruption.from_zero) {
    return fmt::format("was at {:g}, its replacement began at {:g}",
                       interruption.progress.value_or(0), *interruption.resume_point);
  }
  const std::optional<double> saved = interruption.saved_when_replaced;
  if (!saved || *interruption.resume_point + interruption.report_interval >= *saved) {
    return std::nullopt;
  }
  return fmt::format("had saved {:g}, its replacement began at {:g}", *saved,
                     *interruption.resume_point);
}

/// Work that was done in the end was resumed somehow; where, a replacement without progress does
/// not tell.
std::optional<std::string> why_resuming_is_unknown(const Verdict& verdict) {
  if (!verdict.completed) return std::nullopt;
  for (const Interruption& each : verdict.work.interruptions) {
    if (!each.felt || each.replacement.empty() || each.resume_point) continue;
    return fmt::format("could not be measured: {}", why_loss_is_unknown(each));
  }
  return std::nullopt;
}

std::optional<std::string> fault_in_ending(const Interruption& interruption) {
  if (interruption.ended_how == EndedHow::ByItself) return std::nullopt;
  return interruption.ended_how == EndedHow::Unknown ? "ended, and how is not known"
                                                     : "was still at work when the shutdown began";
}

/// What is unknown may have been work, or not: it decides nothing.
Judgement judge_goodput(const Expectation& expectation, const Verdict& verdict) {
  const double known = verdict.ledger.percent(Spent::Productive);
  const double unknown = verdict.ledger.percent(Spent::Unknown);
  Judgement judgement{
      .expectation = expectation.text,
      .passed = known >= expectation.percent,
      .measured = fmt::format("{} of the time was productive", percent_text(known))};
  if (!judgement.passed && known + unknown >= expectation.percent) {
    judgement.judged = false;
    judgement.measured = fmt::format(
        "could not be measured: {} of the time was productive, and of "
        "{} nothing tells",
        percent_text(known), percent_text(unknown));
  }
  return judgement;
}

}  // namespace

Judgement judge_expectation(const Expectation& expectation, const Observation& observation,
                            const Verdict& verdict) {
  switch (expectation.kind) {
    case Kind::Completes:
      return judge_completes(expectation, observation, verdict);
    case Kind::LostWorkPercent:
    case Kind::LostWorkTime:
      return judge_lost_work(expectation, verdict);
    case Kind::NoticeSeenWithin:
      return judge_delay(
          expectation, verdict, [](const Interruption& each) { return each.first_seen; },
          [&](const Interruption&) {
            return std::string{observation.server_observed ? "the notice was never read"
                                                           : reads_not_seen};
          });
    case Kind::NoticeHandledWithin:
      return judge_handling(expectation, observation, verdict);
    case Kind::SavedAfterNotice:
      return judge_each(
          expectation, verdict,
          observation.server_observed
              ? "new work was saved after every notice"
              : fmt::format("new work was saved after every notice ({})", reads_not_seen),
          fault_in_saving);
    case Kind::Resumes:
      if (const auto why = why_resuming_is_unknown(verdict)) {
        return {.expectation = expectation.text, .measured = *why, .judged = false};
      }
      return judge_each(expectation, verdict, "every replacement went on from what was saved",
                        [&](const Interruption& each) {
                          // Work that was done without a replacement left nothing to resume.
                          const bool unneeded = expectation.by_default && verdict.completed &&
                                                each.replacement.empty();
                          return unneeded ? std::nullopt : fault_in_resuming(each);
                        });
    case Kind::EndsBeforeDeadline:
      return judge_each(expectation, verdict, "it ended by itself before every deadline",
                        fault_in_ending);
    case Kind::Goodput:
      return judge_goodput(expectation, verdict);
  }
  return {expectation.text, false, "is not known"};
}

}  // namespace spotdrill::drill
