#include "report/report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/unless_empty.hpp"
#include "drill/readings/figures.hpp"
#include "report/excerpts.hpp"
#include "report/ledger.hpp"

namespace spotdrill::report {

namespace {

namespace model = api::report;

std::optional<model::ProcessEnd> process_end(const std::optional<drill::ProcessEnd>& end) {
  if (!end) return std::nullopt;
  model::ProcessEnd told;
  (end->signalled ? told.signal : told.exit_code) = end->value;
  return told;
}

std::vector<model::Sample> samples_of(const std::vector<drill::Sample>& samples) {
  std::vector<model::Sample> told;
  for (const drill::Sample& sample : samples) told.push_back({sample.at, sample.value});
  return told;
}

model::Expectation expectation_of(const drill::Judgement& judgement) {
  model::Expectation told{.expectation = judgement.expectation, .measured = judgement.measured};
  if (judgement.judged) told.passed = judgement.passed;
  return told;
}

model::Interruption interruption_of(const drill::Interruption& interruption) {
  model::Interruption told{.instance = interruption.instance,
                           .replacement = unless_empty(interruption.replacement),
                           .with_notice = interruption.with_notice,
                           .felt = interruption.felt,
                           .rebalance_recommendation_at = interruption.rebalance,
                           .notice_at = interruption.notice,
                           .deadline = interruption.deadline,
                           .notice_first_asked_at = interruption.first_asked,
                           .notice_first_read_at = interruption.first_seen,
                           .saved_after_notice_at = interruption.saved_at,
                           .saved_after_notice = interruption.saved_after_notice,
                           .saved_in_answer_at = interruption.saved_in_answer,
                           .handled_at = interruption.handled,
                           .workload_ended_at = interruption.workload_ended,
                           .workload_end = process_end(interruption.workload_end),
                           .ended_how = std::string{how_it_ended(interruption)},
                           .shutdown_begun_at = interruption.shutdown_begun,
                           .instance_ended_at = interruption.ended,
                           .progress = interruption.progress,
                           .saved_at_notice = interruption.saved_at_notice,
                           .saved = interruption.saved,
                           .saved_when_replaced = interruption.saved_when_replaced,
                           .resume_point = interruption.resume_point,
                           .lost = interruption.lost,
                           .lost_percent = interruption.lost_percent};
  if (interruption.lost_time) told.lost_seconds = seconds_of(*interruption.lost_time);
  return told;
}

model::Instance instance_of(const drill::InstanceTimeline& instance,
                            const drill::InstanceWork& done) {
  return {.instance = unless_empty(instance.id),
          .spot_request = instance.request_id,
          .instance_type = unless_empty(instance.type),
          .availability_zone = unless_empty(instance.zone),
          .requested_at = instance.requested,
          .running_at = instance.running,
          .rebalance_recommendation_at = instance.rebalance,
          .notice_at = instance.notice,
          .deadline = instance.deadline,
          .user_data_ended_at = instance.user_data_ended,
          .user_data_end = process_end(instance.user_data_end),
          .shutdown_begun_at = instance.shutdown_begun,
          .ended_at = instance.ended,
          .killed = instance.killed,
          .ended_by_drill = instance.ended_by_drill,
          .ended_by_execution = instance.ended_by_execution,
          .state_reason = unless_empty(instance.state_reason),
          .spot_status = unless_empty(instance.spot_status),
          .progress = samples_of(done.progress),
          .saved = samples_of(done.saved),
          .console = excerpts_of(instance)};
}

model::Fault fault_of(const drill::FaultSeen& fault) {
  return {.fault = fault.text,
          .experiment = unless_empty(fault.experiment_id),
          .began_at = fault.began,
          .state = unless_empty(fault.state),
          .reason = unless_empty(fault.reason)};
}

std::optional<model::Execution> execution_of(const Recording& recording) {
  if (!recording.seen.execution) return std::nullopt;
  const drill::ExecutionSeen& seen = *recording.seen.execution;
  model::Execution told{.execution = seen.arn,
                        .status = seen.status,
                        .error = unless_empty(seen.error),
                        .cause = unless_empty(seen.cause),
                        .ended_at = seen.ended,
                        .definition = spotdrill::to_text(
                            json::value(recording.definition.workload.state_machine.definition))};
  for (const drill::StateVisit& visit : seen.visits) {
    told.visits.push_back({visit.state, visit.entered, visit.left});
  }
  return told;
}

/// What the instances cost, and what one On-Demand Instance would have that is never interrupted.
/// Source: EC2 User Guide, "Billing for interrupted Spot Instances" (Linux but SUSE); "EC2
/// On-Demand Instance Pricing": "one-second increments, with a minimum of 60 seconds".
constexpr Duration free_when_interrupted = std::chrono::hours{1};
constexpr Duration charged_min = std::chrono::seconds{60};

/// Whatever the fault was: a drill stands for EC2's own interruption.
bool was_interrupted(const drill::Verdict& verdict, const drill::InstanceTimeline& instance) {
  return std::ranges::any_of(verdict.work.interruptions, [&](const drill::Interruption& each) {
    return each.felt && each.instance == instance.id;
  });
}

std::optional<model::Cost> cost_of(const Recording& recording) {
  const drill::Observation& seen = recording.seen;
  if (!seen.prices || seen.instances.empty()) return std::nullopt;
  Duration used{};
  Duration charged{};
  for (const drill::InstanceTimeline& instance : seen.instances) {
    if (!instance.running) continue;
    Instant until = instance.ended.value_or(seen.ended);
    // A job that is done ends its instance.
    if (const auto done = recording.verdict.completed_at) until = std::min(until, *done);
    const Duration ran = std::max(until - *instance.running, Duration::zero());
    used += ran;
    if (!was_interrupted(recording.verdict, instance) || ran >= free_when_interrupted) {
      charged += std::max(ran, charged_min);
    }
  }
  model::Cost cost{.instance_type = seen.instances.front().type,
                   .instance_seconds = seconds_of(used),
                   .charged_seconds = seconds_of(charged),
                   .spot_usd_per_hour = seen.prices->spot,
                   .on_demand_usd_per_hour = seen.prices->on_demand};
  cost.spot_usd = cost.charged_seconds / 3600 * cost.spot_usd_per_hour;
  // Work that was lost took as long again; between an instance's last report and its replacement's
  // first nothing was worked.
  Duration idle{};
  for (const drill::Interruption& each : recording.verdict.work.interruptions) {
    const auto instance =
        std::ranges::find(seen.instances, each.instance, &drill::InstanceTimeline::id);
    if (instance == seen.instances.end() || !each.ended) continue;
    const Instant last = instance->progress.empty() ? *each.ended : instance->progress.back().at;
    idle += std::max(*each.ended - last, Duration::zero());
  }
  const Duration needed = std::max(used - idle - recording.verdict.lost_time, charged_min);
  cost.on_demand_usd = seconds_of(needed) / 3600 * cost.on_demand_usd_per_hour;
  return cost;
}

/// "epoch k/N in the output's '…', which is a guess".
std::optional<std::string> progress_from(const drill::Work& work) {
  if (work.progress_from.empty()) return std::nullopt;
  std::string text = work.progress_from;
  if (work.progress_is_guess) text += ", which is a guess";
  if (!work.progress_instead.empty()) text += "; the next best: " + work.progress_instead;
  return text;
}

}  // namespace

std::string_view name(drill::Outcome outcome) {
  switch (outcome) {
    case drill::Outcome::Passed:
      return "passed";
    case drill::Outcome::Failed:
      return "failed";
    case drill::Outcome::Inconclusive:
      return "inconclusive";
    case drill::Outcome::CouldNotRun:
      return "could not run";
    case drill::Outcome::Stopped:
      break;
  }
  return "interrupted";
}

std::string_view badge_of(std::string_view outcome) {
  if (outcome == name(drill::Outcome::Passed)) return "passed";
  return outcome == name(drill::Outcome::Inconclusive) ? "open" : "failed";
}

std::string_view how_it_ended(const drill::Interruption& interruption) {
  if (!interruption.felt) return "was done before the deadline";
  switch (interruption.ended_how) {
    case drill::EndedHow::ByItself:
      return "ended by itself";
    case drill::EndedHow::AfterSigterm:
      return "ended on SIGTERM";
    case drill::EndedHow::DiedOfSigterm:
      return "died of SIGTERM";
    case drill::EndedHow::OnSigterm:
      return "ended during the shutdown (SIGTERM)";
    case drill::EndedHow::Killed:
      return "was killed (SIGKILL)";
    case drill::EndedHow::Unknown:
      break;
  }
  return interruption.ended ? "ended with its instance" : "ended; how was not seen";
}

Duration duration_of(double seconds) {
  constexpr double most = 1e11;  // Three thousand years; what is more is no number of ticks.
  return std::chrono::duration_cast<Duration>(
      std::chrono::duration<double>{std::clamp(seconds, -most, most)});
}

double seconds_of(Duration duration) {
  return std::chrono::duration<double>{duration}.count();
}

bool ran_to_end(const Report& report) {
  return report.outcome == name(drill::Outcome::Passed) ||
         report.outcome == name(drill::Outcome::Failed) ||
         report.outcome == name(drill::Outcome::Inconclusive);
}

std::string_view verdict_word(std::optional<bool> passed) {
  if (!passed) return "not judged";
  return *passed ? "passed" : "failed";
}

std::string speed_text(const Report& report) {
  return report.passed_over_seconds ? "auto" : fmt::format("{:g}", report.speed);
}

Report make_report(const Recording& recording) {
  const drill::Observation& seen = recording.seen;
  const drill::Verdict& verdict = recording.verdict;
  Report report{.format = report_format,
                .drill = recording.definition.name,
                .run = recording.run_id,
                .outcome = std::string{name(verdict.outcome)},
                .failure = unless_empty(seen.failure),
                .region = recording.region,
                .speed = recording.speed,
                .began_at = seen.began,
                .ended_at = seen.ended,
                .completed = verdict.completed,
                .completed_at = verdict.completed_at,
                .took_seconds = seconds_of(verdict.took),
                .total = verdict.work.total,
                .final_progress = verdict.final_progress,
                .lost_percent = verdict.lost_percent,
                .lost_seconds = seconds_of(verdict.lost_time),
                .journal_read = seen.server_observed,
                .saved_read = seen.has_saved,
                .endpoint_lost = seen.endpoint_lost,
                .execution = execution_of(recording),
                .progress_from = progress_from(verdict.work),
                .inconclusive = verdict.inconclusive,
                .remarks = verdict.remarks,
                .contradictions = verdict.work.doubts,
                .not_observed = verdict.not_observed,
                .cost = cost_of(recording),
                .source = recording.source};
  if (!seen.instances.empty()) report.ledger = ledger_of(verdict.ledger);
  if (seen.passed_over > 0s) report.passed_over_seconds = seconds_of(seen.passed_over);
  if (seen.real_time) report.real_seconds = seconds_of(*seen.real_time);
  for (const auto& each : verdict.judgements) report.expectations.push_back(expectation_of(each));
  for (const auto& each : verdict.work.interruptions) {
    report.interruptions.push_back(interruption_of(each));
  }
  for (const drill::Finding& each : verdict.findings) {
    report.findings.push_back(
        {each.id, unless_empty(each.instance), each.cause, each.evidence, each.remedy});
  }
  for (const drill::FaultSeen& each : seen.faults) report.faults.push_back(fault_of(each));
  for (std::size_t i = 0; i < seen.instances.size(); ++i) {
    report.instances.push_back(instance_of(seen.instances[i], verdict.work.instances[i]));
  }
  for (const Happening& each : recording.story) {
    report.story.push_back({each.at, unless_empty(each.resource), each.text});
  }
  // As report.json has it, with moments in milliseconds: told now as it will be told again.
  Result<Report, std::string> written = read_report(to_json(report));
  return written ? *std::move(written) : report;
}

}  // namespace spotdrill::report
