#include "base/iso8601.hpp"
#include "report/report.hpp"

namespace spotdrill::report {

namespace {

double seconds_of(Duration duration) {
  return std::chrono::duration<double>{duration}.count();
}

json::value time_of(const std::optional<Instant>& instant) {
  if (!instant) return nullptr;
  return json::value(iso8601_millis(*instant));
}

template <class T>
json::value value_or_null(const std::optional<T>& value) {
  if (!value) return nullptr;
  return json::value(*value);
}

json::value process_end(const std::optional<drill::ProcessEnd>& end) {
  if (!end) return nullptr;
  json::object object;
  object.emplace(end->signalled ? "signal" : "exit_code", end->value);
  return object;
}

json::array samples_of(const std::vector<drill::Sample>& samples) {
  json::array array;
  for (const drill::Sample& sample : samples) {
    json::object object;
    object.emplace("at", iso8601_millis(sample.at));
    object.emplace("value", sample.value);
    array.emplace_back(std::move(object));
  }
  return array;
}

json::object interruption_of(const drill::Interruption& interruption) {
  json::object object;
  object.emplace("instance", interruption.instance);
  object.emplace("replacement", interruption.replacement.empty()
                                    ? json::value(nullptr)
                                    : json::value(interruption.replacement));
  object.emplace("with_notice", interruption.with_notice);
  object.emplace("felt", interruption.felt);
  object.emplace("rebalance_recommendation_at", time_of(interruption.rebalance));
  object.emplace("notice_at", time_of(interruption.notice));
  object.emplace("deadline", time_of(interruption.deadline));
  object.emplace("notice_first_asked_at", time_of(interruption.first_asked));
  object.emplace("notice_first_read_at", time_of(interruption.first_seen));
  object.emplace("saved_after_notice_at", time_of(interruption.saved_at));
  object.emplace("saved_after_notice", value_or_null(interruption.saved_after_notice));
  object.emplace("handled_at", time_of(interruption.handled));
  object.emplace("workload_ended_at", time_of(interruption.workload_ended));
  object.emplace("workload_end", process_end(interruption.workload_end));
  object.emplace("ended_how", how_it_ended(interruption));
  object.emplace("shutdown_begun_at", time_of(interruption.shutdown_begun));
  object.emplace("instance_ended_at", time_of(interruption.ended));
  object.emplace("progress", value_or_null(interruption.progress));
  object.emplace("saved_at_notice", value_or_null(interruption.saved_at_notice));
  object.emplace("saved", value_or_null(interruption.saved));
  object.emplace("saved_when_replaced", value_or_null(interruption.saved_when_replaced));
  object.emplace("resume_point", value_or_null(interruption.resume_point));
  object.emplace("lost", value_or_null(interruption.lost));
  object.emplace("lost_percent", value_or_null(interruption.lost_percent));
  object.emplace("lost_seconds", interruption.lost_time
                                     ? json::value(seconds_of(*interruption.lost_time))
                                     : json::value(nullptr));
  return object;
}

json::object instance_of(const drill::InstanceTimeline& instance) {
  json::object object;
  object.emplace("instance", instance.id);
  object.emplace("spot_request", instance.request_id);
  object.emplace("requested_at", iso8601_millis(instance.requested));
  object.emplace("running_at", time_of(instance.running));
  object.emplace("rebalance_recommendation_at", time_of(instance.rebalance));
  object.emplace("notice_at", time_of(instance.notice));
  object.emplace("user_data_ended_at", time_of(instance.user_data_ended));
  object.emplace("user_data_end", process_end(instance.user_data_end));
  object.emplace("shutdown_begun_at", time_of(instance.shutdown_begun));
  object.emplace("ended_at", time_of(instance.ended));
  object.emplace("ended_by_drill", instance.ended_by_drill);
  object.emplace("ended_by_execution", instance.ended_by_execution);
  object.emplace("state_reason", instance.state_reason);
  object.emplace("spot_status", instance.spot_status);
  object.emplace("progress", samples_of(instance.progress));
  object.emplace("saved", samples_of(instance.saved));
  return object;
}

json::object fault_of(const drill::FaultSeen& fault) {
  json::object object;
  object.emplace("fault", fault.text);
  object.emplace("experiment", fault.experiment_id.empty() ? json::value(nullptr)
                                                           : json::value(fault.experiment_id));
  object.emplace("began_at", time_of(fault.began));
  object.emplace("state", fault.state);
  object.emplace("reason", fault.reason);
  return object;
}

json::value execution_of(const std::optional<drill::ExecutionSeen>& execution) {
  if (!execution) return nullptr;
  json::object object;
  object.emplace("execution", execution->arn);
  object.emplace("status", execution->status);
  object.emplace("error", execution->error);
  object.emplace("cause", execution->cause);
  object.emplace("ended_at", time_of(execution->ended));
  return object;
}

json::object finding_of(const drill::Finding& finding) {
  json::object object;
  object.emplace("finding", finding.id);
  object.emplace("instance", finding.instance);
  object.emplace("cause", finding.cause);
  object.emplace("evidence", finding.evidence);
  object.emplace("remedy", finding.remedy);
  return object;
}

json::object judgement_of(const drill::Judgement& judgement) {
  json::object object;
  object.emplace("expectation", judgement.expectation);
  object.emplace("passed", judgement.judged ? json::value(judgement.passed) : json::value(nullptr));
  object.emplace("measured", judgement.measured);
  return object;
}

json::object happening_of(const Happening& happening) {
  json::object object;
  object.emplace("at", iso8601_millis(happening.at));
  object.emplace("resource", happening.resource);
  object.emplace("text", happening.text);
  return object;
}

template <class T, class Write>
json::array list_of(const std::vector<T>& values, Write write) {
  json::array array;
  for (const T& value : values) array.emplace_back(write(value));
  return array;
}

}  // namespace

json::object to_json(const Report& report) {
  const drill::Verdict& verdict = report.verdict;
  json::object object;
  object.emplace("drill", report.definition.name);
  object.emplace("run", report.run_id);
  object.emplace("outcome", name(verdict.outcome));
  object.emplace("failure", report.seen.failure);
  object.emplace("region", report.region);
  object.emplace("speed", report.speed);
  object.emplace("began_at", iso8601_millis(report.seen.began));
  object.emplace("ended_at", iso8601_millis(report.seen.ended));
  object.emplace("completed", verdict.completed);
  object.emplace("completed_at", time_of(verdict.completed_at));
  object.emplace("took_seconds", seconds_of(verdict.took));
  object.emplace("total", report.seen.total);
  object.emplace("final_progress", value_or_null(verdict.final_progress));
  object.emplace("lost_percent", verdict.lost_percent);
  object.emplace("lost_seconds", seconds_of(verdict.lost_time));
  object.emplace("expectations", list_of(verdict.judgements, judgement_of));
  object.emplace("interruptions", list_of(verdict.interruptions, interruption_of));
  object.emplace("findings", list_of(verdict.findings, finding_of));
  object.emplace("faults", list_of(report.seen.faults, fault_of));
  object.emplace("execution", execution_of(report.seen.execution));
  object.emplace("instances", list_of(report.seen.instances, instance_of));
  object.emplace("story", list_of(report.story, happening_of));
  json::array not_observed;
  for (const std::string& line : verdict.not_observed) not_observed.emplace_back(line);
  object.emplace("not_observed", std::move(not_observed));
  return object;
}

}  // namespace spotdrill::report
