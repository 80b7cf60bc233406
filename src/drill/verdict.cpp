#include "drill/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/iso8601.hpp"
#include "drill/expectations.hpp"
#include "drill/findings/findings.hpp"
#include "drill/interruptions.hpp"

namespace spotdrill::drill {

namespace {

bool ended_badly(const InstanceTimeline& instance) {
  return instance.user_data_end && !instance.user_data_end->signalled &&
         instance.user_data_end->value != 0;
}

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
void judge_faults(const Observation& observation, Verdict& verdict) {
  for (const FaultSeen& fault : observation.faults) {
    if (!fault.began) {
      verdict.judgements.push_back({fault.text, false, "it never came to that"});
    } else if (fault.state == "failed" || fault.state == "stopped" || fault.state == "cancelled") {
      verdict.judgements.push_back(
          {fault.text, false,
           fmt::format("experiment {} {}: {}", fault.experiment_id, fault.state, fault.reason)});
    }
  }
}

std::vector<std::string> what_was_not_observed(const Definition& definition,
                                               const Observation& observation) {
  std::vector<std::string> lines;
  if (!observation.server_observed) {
    lines.push_back(
        "who asked for the notice, and how the workload's process ended: only spotdrill's "
        "own server tells");
  }
  if (!any_progress(observation) && definition.workload.progress) {
    lines.push_back(
        fmt::format("progress: {} never gave a number", to_text(*definition.workload.progress)));
  }
  if (!observation.has_saved) {
    lines.push_back("saved work: the drill does not say where to read it (workload.saved)");
  }
  return lines;
}

Outcome outcome_of(const Observation& observation, const Verdict& verdict) {
  if (observation.stopped) return Outcome::Stopped;
  if (!observation.failure.empty()) return Outcome::CouldNotRun;
  const bool passed = std::all_of(verdict.judgements.begin(), verdict.judgements.end(),
                                  [](const Judgement& judgement) { return judgement.passed; });
  return passed ? Outcome::Passed : Outcome::Failed;
}

}  // namespace

std::optional<Instant> completion(const Observation& observation) {
  const double enough = observation.total * (1 - 1e-9);
  const bool counted = any_progress(observation);
  for (const InstanceTimeline& instance : observation.instances) {
    if (ended_badly(instance)) continue;
    for (const Sample& sample : instance.progress) {
      if (sample.value >= enough) return sample.at;
    }
    const bool ended_well = instance.user_data_end && !instance.user_data_end->signalled;
    if (!counted && ended_well && !instance.notice) return instance.user_data_ended;
  }
  return std::nullopt;
}

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
  judge_faults(observation, verdict);
  for (const Expectation& expectation : definition.expect) {
    verdict.judgements.push_back(judge_expectation(expectation, observation, verdict));
  }
  verdict.findings = find_causes(definition, observation, verdict.interruptions);
  verdict.not_observed = what_was_not_observed(definition, observation);
  verdict.outcome = outcome_of(observation, verdict);
  return verdict;
}

std::string percent_text(double percent) {
  return fmt::format("{:g} %", std::round(percent * 10) / 10);
}

std::string time_text(Duration duration) {
  constexpr Duration tenth = 100ms;
  const Duration rounded =
      (duration + (duration < Duration::zero() ? -tenth / 2 : tenth / 2)) / tenth * tenth;
  return format_duration(rounded);
}

}  // namespace spotdrill::drill
