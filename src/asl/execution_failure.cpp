// What an execution does when a state fails: Retry, Catch, or the end; and how it is redriven.
#include <algorithm>
#include <cmath>
#include <utility>

#include "asl/execution.hpp"
#include "asl/visit.hpp"
#include "base/assert.hpp"

namespace spotdrill::asl {
namespace {

/// "A retry or catch on States.ALL won't catch States.Runtime errors"; nor does one on its own
/// name: observed on AWS. "States.TaskFailed … matches any known error name except for
/// States.Timeout."
bool matches_name(const std::string& name, const std::string& error) {
  if (error == error_name::runtime) return false;
  if (name == error) return true;
  const bool timeout = error == error_name::timeout || error == error_name::heartbeat_timeout;
  if (name == error_name::timeout) return timeout;
  if (name == error_name::all) return true;
  return name == error_name::task_failed && !timeout;
}

bool matches(const std::vector<std::string>& names, const std::string& error) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return matches_name(name, error); });
}

/// Before attempt `attempt` (1 is the first retry).
/// "BackoffRate … is the multiplier by which the retry interval increases after each attempt."
Duration delay_of(const Retrier& retrier, std::int64_t attempt, Random& random) {
  constexpr double seconds_max = 99'999'999;
  double seconds = static_cast<double>(retrier.interval.count()) *
                   std::pow(retrier.backoff_rate, static_cast<double>(attempt - 1));
  if (retrier.max_delay) {
    seconds = std::min(seconds, static_cast<double>(retrier.max_delay->count()));
  }
  seconds = std::min(seconds, seconds_max);
  const auto delay = static_cast<std::int64_t>(seconds * 1e6);
  if (!retrier.full_jitter || delay <= 0) return Duration{delay};
  // "FULL: … a random delay between zero and the interval."
  return Duration{static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(delay) + 1))};
}

json::object error_output(const Failure& failure) {
  json::object output;
  output.emplace("Error", failure.error);
  output.emplace("Cause", failure.cause);
  return output;
}

}  // namespace

/// EvaluationFailed, once, when it is a query that failed. Observed on AWS: it stands beside the
/// StateEntered and follows what that follows; in a Wait it follows the StateEntered.
// DEVIATION: what AWS's EvaluationFailed follows once the state has events of its own, such as a
// task's, is not known; here it is the last of them.
void Execution::tell_evaluation(Frame& frame, Failure& failure) {
  if (failure.location.empty()) return;
  const bool beside =
      frame.last == frame.entered && !std::holds_alternative<Wait>(frame.state->kind);
  HistoryEvent& event = record(EventType::EvaluationFailed, beside ? frame.before : frame.last);
  frame.last = event.id;
  json::object details{{"state", frame.state->name},
                       {"location", std::exchange(failure.location, {})}};
  event.details = failure_details(failure, std::move(details));
}

void Execution::fail(Frame& frame, Failure failure) {
  tell_evaluation(frame, failure);
  if (inspection_ != nullptr) inspection_->failure = failure;
  // "States.Runtime … will always cause the execution to fail": whatever is around it.
  if (failure.error == error_name::runtime) return fail_at_once(frame, std::move(failure));
  if (const Effort* effort = frame.state->effort()) {
    if (retry(frame, failure, *effort)) return;
    if (std::holds_alternative<Map>(frame.state->kind)) record(frame, EventType::MapStateFailed);
    if (std::holds_alternative<Parallel>(frame.state->kind) && frame.fan != nullptr) {
      record(frame, EventType::ParallelStateFailed);
    }
    if (handle(frame, failure, *effort)) return;
    tell_evaluation(frame, failure);
    if (failure.error == error_name::runtime) return fail_at_once(frame, std::move(failure));
  }
  // "HeartbeatTimeout is available inside the Catch and Retry fields": those of a Map or Parallel
  // around the task too. What the outside sees of it is a timeout.
  if (Frame* parent = find(frame.parent)) return child_failed(*parent, frame, failure);
  if (failure.error == error_name::heartbeat_timeout) failure.error = error_name::timeout;
  finish(Status::Failed, EventType::ExecutionFailed, std::move(failure));
}

void Execution::fail_at_once(const Frame& frame, Failure failure) {
  find(1)->last = frame.last;
  finish(Status::Failed, EventType::ExecutionFailed, std::move(failure));
}

bool Execution::retry(Frame& frame, const Failure& failure, const Effort& effort) {
  const auto found = std::find_if(
      effort.retry.begin(), effort.retry.end(),
      [&](const Retrier& retrier) { return matches(retrier.error_equals, failure.error); });
  if (found == effort.retry.end()) return false;
  frame.attempts.resize(effort.retry.size());
  std::int64_t& attempts = frame.attempts[static_cast<std::size_t>(found - effort.retry.begin())];
  if (inspection_ != nullptr) {
    attempts = inspection_->retries;
    inspection_->retrier = found - effort.retry.begin();
  }
  if (attempts >= found->max_attempts) return false;
  ++attempts;
  ++frame.retries;
  drop_children(frame);
  frame.work.reset();
  frame.retrying = true;
  const Duration delay = delay_of(*found, attempts, random_);
  if (inspection_ != nullptr) inspection_->retry_delay = delay;
  set_timer(frame, now_ + delay, TimerKind::Retry);
  return true;
}

/// False when nobody catches `failure`; which becomes another one when it is the Catcher that
/// fails.
bool Execution::handle(Frame& frame, Failure& failure, const Effort& effort) {
  const auto found = std::find_if(
      effort.catchers.begin(), effort.catchers.end(),
      [&](const Catcher& catcher) { return matches(catcher.error_equals, failure.error); });
  if (found == effort.catchers.end()) return false;
  Result<Leaving, Failure> left = caught(frame, *found, failure);
  if (!left.has_value()) {
    failure = std::move(left).error();
    return false;
  }
  drop_children(frame);
  if (inspection_ != nullptr) inspection_->catcher = found - effort.catchers.begin();
  leave(frame, std::move(*left));
  return true;
}

/// From a failure to the output that the Catcher goes on with.
Result<Leaving, Failure> Execution::caught(Frame& frame, const Catcher& catcher,
                                           const Failure& failure) {
  Failure told = failure;
  if (told.error == error_name::heartbeat_timeout) told.error = error_name::timeout;
  const Visit visit{*this, frame, frame.effective};
  auto left = made_of(Payload::of(error_output(told)), visit, catcher.assign, catcher.output,
                      Subject::ErrorOutput);
  if (!left.has_value()) return refuse(runtime_failure(frame, std::move(left).error()));
  left->next = catcher.next;
  auto output = put_result(catcher.result_path, frame.input, std::move(left->output));
  if (!output.has_value()) return refuse(runtime_failure(frame, std::move(output).error()));
  left->output = std::move(*output);
  if (left->output.size() > limits_.payload_bytes) {
    return refuse(result_too_large(frame.state->name));
  }
  return left;
}

/// "A redrive … continues the failed execution from the unsuccessful step."
void Execution::redrive() {
  if (status_ == Status::Running || status_ == Status::Succeeded) return;
  ++redrives_;
  status_ = Status::Running;
  failure_.reset();
  HistoryEvent& redriven = record(EventType::ExecutionRedriven, history_.back().id);
  redriven.details =
      std::make_shared<const json::object>(json::object{{"redriveCount", redrives_}});
  Frame& top = *find(1);
  if (machine_->timeout) set_timer(top, now_ + *machine_->timeout, TimerKind::ExecutionTimeout);
  resume(top, redriven.id);
}

/// Every line that had not ended tries its state again.
void Execution::resume(Frame& frame, EventId previous) {
  frame.halted = false;
  frame.last = previous;
  frame.attempts.clear();
  frame.retries = 0;
  frame.timers.clear();
  frame.context.reset();
  if (frame.fan != nullptr && !frame.fan->children.empty()) {
    for (const auto& [index, id] : frame.fan->children) resume(*find(id), previous);
    return;
  }
  frame.fan.reset();  // It is the state itself that failed, after its lines.
  frame.work.reset();
  frame.retrying = frame.entered != 0;
  ready_.push_back(frame.id);
}

}  // namespace spotdrill::asl
