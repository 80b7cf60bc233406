#include "drill/expectations.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace spotdrill::drill {

namespace {

using Kind = Expectation::Kind;

Judgement no_interruption(const Expectation& expectation) {
  return {expectation.text, false, "there was no interruption to measure it by"};
}

Judgement judge_completes(const Expectation& expectation, const Observation& observation,
                          const Verdict& verdict) {
  Judgement judgement{.expectation = expectation.text};
  if (!verdict.completed) {
    const InstanceTimeline* last =
        observation.instances.empty() ? nullptr : &observation.instances.back();
    judgement.measured = verdict.final_progress
                             ? fmt::format("got to {}", percent_text(100 * *verdict.final_progress /
                                                                     observation.total))
                             : std::string{"no progress was seen"};
    if (last != nullptr && last->user_data_end) {
      const ProcessEnd end = *last->user_data_end;
      judgement.measured += end.signalled ? fmt::format("; ended by signal {}", end.value)
                                          : fmt::format("; exit code {}", end.value);
    }
    if (observation.timed_out) judgement.measured += "; the drill's time was up";
    return judgement;
  }
  judgement.measured = fmt::format("done after {}", time_text(verdict.took));
  judgement.passed = !expectation.time || verdict.took <= *expectation.time;
  return judgement;
}

Judgement judge_lost_work(const Expectation& expectation, const Verdict& verdict) {
  Judgement judgement{.expectation = expectation.text, .passed = true};
  double worst_percent = 0;
  Duration worst_time{};
  for (const Interruption& interruption : verdict.interruptions) {
    if (!interruption.lost_percent || !interruption.lost_time) {
      judgement.passed = false;
      judgement.measured =
          fmt::format("could not be measured: {}",
                      interruption.progress ? "the replacement reported no progress"
                                            : "no progress was seen before the interruption");
      return judgement;
    }
    worst_percent = std::max(worst_percent, *interruption.lost_percent);
    worst_time = std::max(worst_time, *interruption.lost_time);
  }
  judgement.passed = expectation.kind == Kind::LostWorkPercent
                         ? worst_percent <= expectation.percent
                         : worst_time <= expectation.time.value_or(Duration::zero());
  judgement.measured =
      fmt::format("lost {}, {} of work", percent_text(worst_percent), time_text(worst_time));
  return judgement;
}

/// Judges how long after the notice something happened, for the slowest interruption.
template <class When>
Judgement judge_delay(const Expectation& expectation, const Verdict& verdict, When when,
                      std::string_view never) {
  Judgement judgement{.expectation = expectation.text, .passed = true};
  Duration slowest{};
  bool any = false;
  for (const Interruption& interruption : verdict.interruptions) {
    if (!interruption.notice) continue;
    any = true;
    const std::optional<Instant> at = when(interruption);
    if (!at) {
      judgement.passed = false;
      judgement.measured = std::string{never};
      return judgement;
    }
    slowest = std::max<Duration>(slowest, *at - *interruption.notice);
  }
  if (!any) {
    judgement.passed = false;
    judgement.measured = "there was no notice";
    return judgement;
  }
  judgement.passed = slowest <= expectation.time.value_or(Duration::zero());
  judgement.measured = fmt::format("{} after the notice", time_text(slowest));
  return judgement;
}

/// When the workload had dealt with its notice: saved, or ended by itself, whichever was first.
std::optional<Instant> handled_at(const Interruption& interruption) {
  std::optional<Instant> at = interruption.saved_at;
  const bool by_itself = interruption.ended_how == EndedHow::ByItself &&
                         interruption.workload_ended &&
                         *interruption.workload_ended >= *interruption.notice;
  if (by_itself && (!at || *interruption.workload_ended < *at)) at = interruption.workload_ended;
  return at;
}

/// Judges what must hold of each interruption.
template <class Holds>
Judgement judge_each(const Expectation& expectation, const Verdict& verdict,
                     std::string_view passed, Holds holds) {
  if (verdict.interruptions.empty()) return no_interruption(expectation);
  for (const Interruption& interruption : verdict.interruptions) {
    const std::optional<std::string> fault = holds(interruption);
    if (fault) return {expectation.text, false, interruption.instance + " " + *fault};
  }
  return {expectation.text, true, std::string{passed}};
}

std::optional<std::string> fault_in_saving(const Interruption& interruption) {
  if (!interruption.notice) return "had no notice";
  const double saved = interruption.saved.value_or(0);
  if (interruption.saved_at || (interruption.progress && saved >= *interruption.progress)) {
    return std::nullopt;
  }
  return fmt::format("saved nothing new; saved stayed at {:g}", saved);
}

std::optional<std::string> fault_in_resuming(const Interruption& interruption) {
  if (interruption.replacement.empty()) return "was not replaced";
  if (!interruption.resume_point) return "has a replacement that reported no progress";
  const double saved =
      interruption.saved_when_replaced.value_or(interruption.progress.value_or(0) > 0 ? 1e-9 : 0);
  if (*interruption.resume_point >= saved) return std::nullopt;
  return fmt::format("was at {:g}, its replacement began at {:g}",
                     interruption.progress.value_or(0), *interruption.resume_point);
}

std::optional<std::string> fault_in_ending(const Interruption& interruption) {
  if (interruption.ended_how == EndedHow::ByItself) return std::nullopt;
  return interruption.ended_how == EndedHow::Unknown ? "ended nobody knows how"
                                                     : "was still at work when the shutdown began";
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
          observation.server_observed ? "the notice was never read"
                                      : "who reads notices is not to be seen from outside");
    case Kind::NoticeHandledWithin:
      return judge_delay(expectation, verdict, handled_at,
                         "nothing was saved and nothing ended after the notice");
    case Kind::SavedAfterNotice:
      return judge_each(expectation, verdict, "new work was saved after every notice",
                        fault_in_saving);
    case Kind::Resumes:
      return judge_each(expectation, verdict, "every replacement went on from what was saved",
                        fault_in_resuming);
    case Kind::EndsBeforeDeadline:
      return judge_each(expectation, verdict, "it ended by itself before every deadline",
                        fault_in_ending);
  }
  return {expectation.text, false, "is not known"};
}

}  // namespace spotdrill::drill
