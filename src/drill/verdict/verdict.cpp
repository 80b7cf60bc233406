#include "drill/verdict/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "drill/findings/findings.hpp"
#include "drill/verdict/expectations.hpp"
#include "drill/work/interruptions.hpp"

namespace spotdrill::drill {

namespace {

bool any_progress(const Observation& observation) {
  return std::any_of(observation.instances.begin(), observation.instances.end(),
                     [](const InstanceTimeline& instance) { return !instance.progress.empty(); });
}

std::optional<double> final_progress(const Observation& observation) {
  for (auto instance = observation.instances.rbegin(); instance != observation.instances.rend();
       ++instance) {
    if (!instance->progress.empty()) return instance->progress.back().value;
  }
  return std::nullopt;
}

/// A fault that never happened proves nothing, so the drill fails.
void judge_faults(const Definition& definition, const Observation& observation, Verdict& verdict) {
  for (std::size_t i = 0; i < observation.faults.size(); ++i) {
    const FaultSeen& fault = observation.faults[i];
    if (!fault.began) {
      const bool waited = i < definition.faults.size() &&
                          definition.faults[i].moment.progress_percent &&
                          !any_progress(observation);
      verdict.judgements.push_back(
          {fault.text, false,
           waited ? "it never came to that: no progress was seen" : "it never came to that"});
    } else if (fault.state == "failed" || fault.state == "stopped" || fault.state == "cancelled") {
      verdict.judgements.push_back(
          {fault.text, false,
           fmt::format("experiment {} {}: {}", fault.experiment_id, fault.state, fault.reason)});
    }
  }
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
  if (!any_progress(observation) && !observation.instances.empty() &&
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
  for (const Interruption& interruption : verdict.interruptions) {
    if (interruption.felt) continue;
    lines.push_back(fmt::format(
        "how the job takes the interruption of {}: it was done before the deadline. Interrupt "
        "earlier, or give it more to do",
        interruption.instance));
  }
  if (!observation.has_saved) {
    lines.push_back("saved work: the drill does not say where to read it (workload.saved)");
  }
  return lines;
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
  for (const Expectation& expectation : definition.expect) {
    verdict.judgements.push_back(judge_expectation(expectation, observation, verdict));
  }
}

Outcome outcome_of(const Observation& observation, const Verdict& verdict) {
  if (observation.stopped) return Outcome::Stopped;
  if (!observation.failure.empty()) return Outcome::CouldNotRun;
  const bool passed = std::all_of(verdict.judgements.begin(), verdict.judgements.end(),
                                  [](const Judgement& judgement) { return judgement.passed; });
  return passed ? Outcome::Passed : Outcome::Failed;
}

}  // namespace

Verdict judge(const Definition& definition, const Observation& observation) {
  Verdict verdict;
  verdict.completed_at = completion(observation);
  verdict.completed = verdict.completed_at.has_value();
  verdict.final_progress = final_progress(observation);
  verdict.took = verdict.completed_at.value_or(observation.ended) - observation.began;
  verdict.interruptions = measure_interruptions(observation);
  for (const Interruption& interruption : verdict.interruptions) {
    verdict.lost_percent += interruption.lost_percent.value_or(0);
    verdict.lost_time += interruption.lost_time.value_or(Duration::zero());
  }
  judge_all(definition, observation, verdict);
  // What a dead endpoint did not tell is no evidence.
  if (!observation.endpoint_lost) {
    verdict.findings = find_causes(definition, observation, verdict.interruptions);
  }
  verdict.not_observed = what_was_not_observed(definition, observation, verdict);
  verdict.outcome = outcome_of(observation, verdict);
  return verdict;
}

}  // namespace spotdrill::drill
