#include "drill/verdict/inconclusive.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "drill/readings/figures.hpp"
#include "drill/readings/needs.hpp"
#include "drill/work/ending.hpp"

namespace spotdrill::drill {

namespace {

bool any_failed(const Verdict& verdict) {
  return std::ranges::any_of(verdict.judgements, [](const Judgement& judgement) {
    return judgement.judged && !judgement.passed;
  });
}

/// Whether work was done on the instance after it had missed `need`.
bool went_on(const InstanceWork& done, const Unmet& need) {
  return !done.progress.empty() && done.progress.back().at > need.at &&
         done.progress.back().value > done.progress.front().value;
}

std::string told(const Unmet& need) {
  return fmt::format("the job needs {}, which is not here{}", to_text(need),
                     need.detail.empty() ? std::string{} : fmt::format(" ({})", need.detail));
}

/// Whether `need` may be where the work is kept, so that without it the job only seems to go on.
bool keeps_work(const Unmet& need) {
  return need.kind == Unmet::Kind::Service || need.kind == Unmet::Kind::Endpoint ||
         need.kind == Unmet::Kind::Device ||
         (need.kind == Unmet::Kind::Command && need.what.starts_with("mount "));
}

/// What was missing is why a drill fails only where the job did not go on well without it.
void judge_needs(const Observation& observation, Verdict& verdict) {
  const bool failed = any_failed(verdict) || !verdict.completed;
  for (std::size_t i = 0; i < observation.instances.size(); ++i) {
    for (const Unmet& need : observation.instances[i].unmet) {
      const bool decides =
          failed &&
          (keeps_work(need) || (!verdict.completed && !went_on(verdict.work.instances[i], need)));
      std::vector<std::string>& lines = decides ? verdict.inconclusive : verdict.remarks;
      std::string line = told(need);
      if (!decides) line = "the job went on without it: " + line;
      if (std::ranges::find(lines, line) == lines.end()) lines.push_back(std::move(line));
    }
  }
}

std::string how_it_went(const Observation& observation, const Verdict& verdict) {
  if (verdict.completed) return "the work was done before it";
  const std::optional<WorkloadEnd> end =
      observation.instances.empty() ? std::nullopt : workload_end(observation.instances.back());
  if (end && end->how) {
    return fmt::format("the workload {} before it", end_text(*end->how));
  }
  return "the drill was over before it";
}

/// What would have the interruption felt, going by how long the work and its warning took.
std::string how_to_have_it_felt(const Verdict& verdict) {
  constexpr Duration start_up = 10s;  // Before it there is nothing to interrupt.
  for (const Interruption& interruption : verdict.work.interruptions) {
    if (!interruption.notice || !interruption.deadline) continue;
    const Duration warning =
        *interruption.deadline - interruption.rebalance.value_or(*interruption.notice);
    const Duration latest = std::chrono::floor<std::chrono::seconds>(verdict.took - warning);
    if (latest >= start_up) {
      return fmt::format("Interrupt within its first {} (interrupt-at), or give the job more to do",
                         time_text(latest));
    }
    return fmt::format(
        "Its work takes {}, its notice alone {}: give the job more to do, or a shorter notice",
        time_text(verdict.took), time_text(warning));
  }
  return "Interrupt earlier, or give the job more to do";
}

/// An interruption that nobody felt shows nothing, and neither does one that never came.
void judge_testing(const Definition& definition, const Observation& observation, Verdict& verdict) {
  if (definition.faults.empty() || observation.instances.empty()) return;
  const bool felt = std::ranges::any_of(verdict.work.interruptions, &Interruption::felt);
  for (const FaultSeen& fault : observation.faults) {
    if (fault.began) continue;
    verdict.inconclusive.push_back(fmt::format("the fault never came ({}): {}", fault.text,
                                               how_it_went(observation, verdict)));
  }
  if (felt || !verdict.inconclusive.empty()) return;
  verdict.inconclusive.push_back(
      "no interruption was felt: the work was done before any shutdown. " +
      how_to_have_it_felt(verdict));
}

/// What was to be measured and could not be is not passed.
void judge_measuring(Verdict& verdict) {
  if (!verdict.inconclusive.empty()) return;
  const bool felt = std::ranges::any_of(verdict.work.interruptions, &Interruption::felt);
  for (const Judgement& judgement : verdict.judgements) {
    if (judgement.judged) continue;
    // Where nothing was to be interrupted nobody asked for what interruptions show.
    if (judgement.by_default && !felt) continue;
    verdict.inconclusive.push_back(
        fmt::format("{}: {}{}", judgement.expectation, judgement.measured,
                    judgement.by_default ? ". Say what is expected (--expect, or 'expect' in the "
                                           "drill's file) where this is not"
                                         : ""));
  }
}

/// A job that was killed because this computer had no processor for it has shown nothing.
void judge_machine(const Observation& observation, Verdict& verdict) {
  constexpr double share_max = 0.15;  // Of the time from SIGTERM to SIGKILL.
  if (!any_failed(verdict)) return;
  for (const Interruption& interruption : verdict.work.interruptions) {
    const auto seen =
        std::ranges::find(observation.instances, interruption.instance, &InstanceTimeline::id);
    const bool killed = interruption.ended_how == EndedHow::Killed && interruption.ended &&
                        interruption.shutdown_begun;
    if (!killed || seen == observation.instances.end() || !seen->shutdown_waited) continue;
    const Duration grace = *interruption.ended - *interruption.shutdown_begun;
    const double waited = static_cast<double>(seen->shutdown_waited->count()) * observation.rate;
    if (waited <= share_max * static_cast<double>(grace.count())) continue;
    verdict.inconclusive.push_back(fmt::format(
        "how the job ends: {} was killed {} after its SIGTERM, and for {} of that this computer, "
        "busy with other things, gave it no processor. Run it again on a quiet one",
        interruption.instance, time_text(grace),
        time_text(Duration{static_cast<Duration::rep>(waited)})));
  }
}

/// Where the job neither ends nor reports, nobody can tell whether it is done.
void judge_ending(const Observation& observation, Verdict& verdict) {
  if (!observation.timed_out || verdict.completed || verdict.final_progress) return;
  if (observation.instances.empty() || workload_end(observation.instances.back())) return;
  verdict.inconclusive.emplace_back(
      "the drill's time was up while processes went on of which no progress is read: say what "
      "tells "
      "that the work is done ('done: {log: PATTERN}', or a file), or where progress is read");
}

}  // namespace

void judge_conclusiveness(const Definition& definition, const Observation& observation,
                          Verdict& verdict) {
  judge_needs(observation, verdict);
  judge_ending(observation, verdict);
  judge_machine(observation, verdict);
  verdict.needs_decide = !verdict.inconclusive.empty();
  judge_testing(definition, observation, verdict);
  judge_measuring(verdict);
  if (verdict.needs_decide) verdict.findings.clear();  // They may follow from what is missing.
}

}  // namespace spotdrill::drill
