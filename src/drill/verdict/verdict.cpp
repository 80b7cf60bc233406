#include "drill/verdict/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "drill/findings/findings.hpp"
#include "drill/results/judgement.hpp"
#include "drill/verdict/expectations.hpp"
#include "drill/verdict/inconclusive.hpp"
#include "drill/work/damage.hpp"

namespace spotdrill::drill {

namespace {

bool any_progress(const Verdict& verdict) {
  return verdict.final_progress.has_value();
}

/// Why a save was never hit.
std::string why_no_save(const Observation& observation) {
  int saves = 0;
  std::chrono::microseconds longest{};
  for (const InstanceTimeline& instance : observation.instances) {
    saves += instance.checkpoint.in_place + instance.checkpoint.replaced;
    longest = std::max(longest, instance.checkpoint.longest_save.value_or(longest));
  }
  if (saves < 2) {
    return fmt::format(
        "it never came to that: the checkpoint was written {} (the first save is "
        "left alone)",
        saves == 0 ? "never" : "once");
  }
  return fmt::format(
      "it never came to that: the longest of {} saves took {:.1f} ms of real time, "
      "which is less than it takes to hit one",
      saves, static_cast<double>(longest.count()) / 1000);
}

std::string why_never(const FaultMoment& moment, const Observation& observation,
                      const Verdict& verdict) {
  if (moment.while_saving) return why_no_save(observation);
  if (moment.progress_percent && !any_progress(verdict)) {
    return "it never came to that: no progress was seen";
  }
  return "it never came to that";
}

/// A fault that never happened proves nothing.
void judge_faults(const Definition& definition, const Observation& observation, Verdict& verdict) {
  for (std::size_t i = 0; i < observation.faults.size(); ++i) {
    const FaultSeen& fault = observation.faults[i];
    if (!fault.began) {
      verdict.judgements.push_back(
          {.expectation = fault.text,
           .measured =
               why_never(definition.faults.size() > i ? definition.faults[i].moment : FaultMoment{},
                         observation, verdict),
           .judged = false});
    } else if (fault.state == "failed" || fault.state == "stopped" || fault.state == "cancelled") {
      verdict.judgements.push_back(
          {.expectation = fault.text,
           .measured =
               fmt::format("experiment {} {}: {}", fault.experiment_id, fault.state, fault.reason),
           .judged = false});
    }
  }
}

/// What the interruptions damaged fails the drill, whatever else it expects.
void judge_damage(const Observation& observation, Verdict& verdict) {
  for (const CutOff& each : cut_off_files(observation)) {
    verdict.judgements.push_back(
        {.expectation = "leaves no output half written",
         .measured =
             fmt::format("{} was cut off on {} and has {} bytes, others have {}", each.file->path,
                         each.instance, each.file->size.value_or(0), each.file->usual_size)});
  }
  for (const std::string& instance : torn_checkpoints_used(observation, verdict.work)) {
    verdict.judgements.push_back(
        {.expectation = "resumes from a whole checkpoint",
         .measured = fmt::format("{} was shut down in the middle of a write in place, and its "
                                 "replacement went on from that half of a checkpoint",
                                 instance)});
  }
}

/// At a fixed speed computing counts as so many times its time: then it is doubtful whether
/// something was fast enough.
std::optional<std::string> doubtful_times(const Observation& observation) {
  constexpr double share_max = 0.1;
  for (const InstanceTimeline& instance : observation.instances) {
    if (observation.rate <= 1 || !instance.processor || instance.processor->lived <= 0s) continue;
    const double computed = std::chrono::duration<double>{instance.processor->computed}.count();
    const double lived = std::chrono::duration<double>{instance.processor->lived}.count();
    const double share = computed * observation.rate / lived;
    if (share <= share_max) continue;
    return fmt::format(
        "how long the job's own work takes: {} computed for {:.1f} s, which count as {:.0f} s of "
        "its {:.0f} s at speed {:g}. What depends on it holds at speed auto, or up to {:g}",
        instance.id, computed, computed * observation.rate, lived, observation.rate,
        std::max(1.0, std::floor(observation.rate * share_max / share)));
  }
  return std::nullopt;
}

std::vector<std::string> what_was_not_observed(const Definition& definition,
                                               const Observation& observation,
                                               const Verdict& verdict) {
  std::vector<std::string> lines;
  // Nothing ran: there was nothing to be seen.
  if (observation.instances.empty() && !observation.failure.empty()) return lines;
  if (!observation.server_observed) {
    lines.push_back(
        "who asked for the notice, and how the workload's process ended: only spotdrill's "
        "own server tells");
  }
  if (!verdict.work.progress_unknown.empty()) {
    lines.push_back("progress: " + verdict.work.progress_unknown);
  } else if (!any_progress(verdict) && !observation.instances.empty() &&
             definition.workload.progress) {
    lines.push_back(
        fmt::format("progress: {} never gave a number; say where it is read (workload.progress, "
                    "--progress), or interrupt after a time (interrupt-at: 90s, "
                    "--interrupt-at 90s)",
                    to_text(*definition.workload.progress)));
  }
  if (observation.endpoint_lost) {
    lines.emplace_back("how the instances went on: the endpoint did not answer any more");
  }
  for (const Interruption& interruption : verdict.work.interruptions) {
    if (interruption.felt) continue;
    lines.push_back(fmt::format(
        "how the job takes the interruption of {}: it was done before the deadline. Interrupt "
        "earlier, or give it more to do",
        interruption.instance));
  }
  if (auto doubtful = doubtful_times(observation)) lines.push_back(*std::move(doubtful));
  if (!observation.has_saved) {
    lines.push_back("saved work: the drill does not say where to read it (workload.saved)");
  }
  return lines;
}

void judge_results(const Definition& definition, const Observation& observation, Verdict& verdict) {
  const auto take = [&](const ResultJudgement& judged) {
    verdict.judgements.push_back({.expectation = judged.expectation,
                                  .passed = judged.finding == ResultState::Right,
                                  .measured = judged.measured,
                                  .judged = judged.finding != ResultState::Unknown});
  };
  if (definition.check && observation.check)
    take(judge_check(*definition.check, *observation.check));
  if (definition.same_result && observation.comparison) {
    take(judge_comparison(*definition.same_result, *observation.comparison));
  }
}

void judge_all(const Definition& definition, const Observation& observation, Verdict& verdict) {
  if (observation.stopped || !observation.failure.empty()) {
    for (const Expectation& expectation : definition.expect) {
      verdict.judgements.push_back(
          {.expectation = expectation.text, .measured = "not judged", .judged = false});
    }
    return;
  }
  judge_faults(definition, observation, verdict);
  judge_damage(observation, verdict);
  for (const Expectation& expectation : definition.expect) {
    verdict.judgements.push_back(judge_expectation(expectation, observation, verdict));
    verdict.judgements.back().by_default = expectation.by_default;
  }
  judge_results(definition, observation, verdict);
}

Outcome outcome_of(const Observation& observation, const Verdict& verdict) {
  if (observation.stopped) return Outcome::Stopped;
  if (!observation.failure.empty()) return Outcome::CouldNotRun;
  // A job that takes something else for its interruption has shown what it does.
  if (std::ranges::any_of(verdict.findings, &Finding::shows_itself)) return Outcome::Failed;
  const bool failed = std::ranges::any_of(verdict.judgements, [](const Judgement& judgement) {
    return judgement.judged && !judgement.passed;
  });
  if (verdict.inconclusive.empty()) return failed ? Outcome::Failed : Outcome::Passed;
  // That one of several faults never came takes nothing from what the others have shown.
  const bool shown = failed && !verdict.needs_decide &&
                     std::ranges::any_of(verdict.work.interruptions, &Interruption::felt);
  return shown ? Outcome::Failed : Outcome::Inconclusive;
}

}  // namespace

Verdict judge(const Definition& definition, const Observation& observation) {
  Verdict verdict;
  verdict.work = model_work(observation);
  verdict.ledger = make_ledger(observation, verdict.work);
  verdict.completed_at = verdict.work.completed_at;
  verdict.completed = verdict.completed_at.has_value();
  verdict.final_progress = newest_progress(verdict.work);
  verdict.took = verdict.completed_at.value_or(observation.ended) - observation.began;
  for (const Interruption& interruption : verdict.work.interruptions) {
    verdict.lost_percent += interruption.lost_percent.value_or(0);
    verdict.lost_time += interruption.lost_time.value_or(Duration::zero());
  }
  judge_all(definition, observation, verdict);
  // What a dead endpoint did not tell is no evidence.
  if (!observation.endpoint_lost) {
    verdict.findings = find_causes(definition, observation, verdict.work);
  }
  if (observation.failure.empty() && !observation.stopped) {
    judge_conclusiveness(definition, observation, verdict);
  }
  verdict.not_observed = what_was_not_observed(definition, observation, verdict);
  verdict.outcome = outcome_of(observation, verdict);
  return verdict;
}

}  // namespace spotdrill::drill
