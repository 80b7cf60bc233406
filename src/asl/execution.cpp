#include "asl/execution.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/assert.hpp"

namespace spotdrill::asl {

Execution::Execution(std::shared_ptr<const StateMachine> machine, Start start, Limits limits)
    : machine_(std::move(machine)),
      start_(std::move(start)),
      limits_(limits),
      random_(start_.seed) {}

void Execution::apply(const Input& input) {
  if (status_ != Status::Running) {
    if (input.kind != Input::Kind::Redrive) return;
  }
  // What came in later may be taken first, as a task's submission before its end is.
  now_ = std::max(now_, input.at);
  missing_ = input.missing;
  turn_end_ = transitions_ + limits_.transitions_per_turn;
  switch (input.kind) {
    case Input::Kind::Begin:
      begin(input);
      break;
    case Input::Kind::Continue:
      break;
    case Input::Kind::Wake:
      wake();
      break;
    case Input::Kind::Stop:
      finish(Status::Aborted, EventType::ExecutionAborted,
             Failure{.error = input.error, .cause = input.text});
      break;
    case Input::Kind::TimeOut:
      time_out();
      break;
    case Input::Kind::Redrive:
      redrive();
      break;
    default:
      task_input(input);
      break;
  }
  run();
}

void Execution::begin(const Input& input) {
  if (!history_.empty()) return;
  started_at_ = input.at;
  HistoryEvent& started = record(EventType::ExecutionStarted, 0);
  started.payload = start_.input.text();
  json::object details{{"roleArn", start_.role_arn}};
  if (!start_.alias_arn.empty()) details.emplace("stateMachineAliasArn", start_.alias_arn);
  if (!start_.version_arn.empty()) details.emplace("stateMachineVersionArn", start_.version_arn);
  started.details = std::make_shared<const json::object>(std::move(details));

  Frame& frame = add_frame(*machine_, 0, 0, start_.input);
  if (inspection_ != nullptr) frame.variables = inspection_->variables;
  if (machine_->timeout) {
    set_timer(frame, now_ + *machine_->timeout, TimerKind::ExecutionTimeout);
  }
}

std::optional<Instant> Execution::next_due() const {
  if (status_ != Status::Running || timers_.empty()) return std::nullopt;
  return std::get<Instant>(*timers_.begin());
}

/// However late the call comes, each timer goes off at its time, and what follows from it comes
/// before the next one. A turn that ends leaves the rest to the next call.
void Execution::wake() {
  const Instant called = now_;
  const Instant last = history_.empty() ? Instant{} : history_.back().at;
  while (ready_.empty() && transitions_ < turn_end_) {
    const auto due = next_due();
    if (!due || *due > called) break;
    now_ = std::max(*due, last);
    while (next_due() == due) go_off();
    run();
  }
}

/// The first timer.
void Execution::go_off() {
  const auto [at, sequence, id, kind] = *timers_.begin();
  timers_.erase(timers_.begin());
  Frame* frame = find(id);
  ASSERT(frame != nullptr);
  std::erase_if(frame->timers,
                [number = sequence](const auto& timer) { return std::get<1>(timer) == number; });
  fire(*frame, kind);
}

void Execution::fire(Frame& frame, TimerKind kind) {
  switch (kind) {
    case TimerKind::Wake:
      leave_with(frame, Produced{frame.effective});
      break;
    case TimerKind::Retry:
      ready_.push_back(frame.id);
      break;
    case TimerKind::TaskTimeout:
      time_out(frame, error_name::timeout);
      break;
    case TimerKind::Heartbeat:
      time_out(frame, error_name::heartbeat_timeout);
      break;
    case TimerKind::ExecutionTimeout:
      time_out();
      break;
  }
}

void Execution::time_out() {
  finish(Status::TimedOut, EventType::ExecutionTimedOut,
         Failure{.error = std::string{error_name::timeout}, .cause = {}});
}

/// A turn: every line that can go on does so by one state after another, each in its turn, so that
/// branches keep abreast.
void Execution::run() {
  while (status_ == Status::Running) {
    if (history_is_full()) return end_at_limit();
    if (ready_.empty() || transitions_ >= turn_end_) {
      if (unstarted_.empty()) return;
      flush_requests();
      continue;
    }
    const FrameId id = ready_.front();
    ready_.pop_front();
    Frame* frame = find(id);
    if (frame == nullptr) continue;
    ++transitions_;
    if (frame->retrying) {
      frame->retrying = false;
      attempt(*frame);
    } else {
      enter(*frame);
    }
  }
}

std::vector<Request> Execution::take_requests() {
  return std::exchange(requests_, {});
}

std::vector<Request> Execution::outstanding() const {
  std::vector<Request> all;
  for (const auto& [task, id] : tasks_) {
    // What this turn has not come to yet will be asked for in the next.
    if (std::ranges::find(unstarted_, task) != unstarted_.end()) continue;
    const auto frame = frames_.find(id);
    if (frame != frames_.end()) all.push_back(request_of(frame->second));
  }
  return all;
}

/// What would pass the limit goes nowhere: the execution ends in this turn.
HistoryEvent& Execution::record(EventType type, EventId previous) {
  HistoryEvent& event = history_is_full() ? unrecorded_ : history_.emplace_back();
  event = {};
  event.type = type;
  event.id = static_cast<EventId>(history_.size());
  event.previous = previous;
  event.at = now_;
  return event;
}

HistoryEvent& Execution::record(Frame& frame, EventType type) {
  HistoryEvent& event = record(type, frame.last);
  frame.last = event.id;
  return event;
}

/// "Maximum execution history size: 25,000 events in a single state machine execution history. If
/// the execution history reaches this quota, the execution will fail." The last is the failure's.
bool Execution::history_is_full() const {
  return limits_.history_events != 0 &&
         static_cast<std::int64_t>(history_.size()) >= limits_.history_events - 1;
}

void Execution::end_at_limit() {
  find(1)->last = static_cast<EventId>(history_.size());
  end(Status::Failed, EventType::ExecutionFailed,
      Failure{.error = std::string{error_name::runtime},
              .cause = fmt::format("The execution reached the maximum number of history events "
                                   "({}).",
                                   limits_.history_events)});
}

void Execution::finish(Status status, EventType type, std::optional<Failure> failure) {
  if (history_is_full()) return end_at_limit();
  end(status, type, std::move(failure));
}

/// The end of the whole: everything under way is dropped.
void Execution::end(Status status, EventType type, std::optional<Failure> failure) {
  const Frame* top = find(1);
  // Observed on AWS: what comes from outside follows nothing.
  const bool outside = status == Status::Aborted || status == Status::TimedOut;
  if (limits_.history_events == 0 ||
      static_cast<std::int64_t>(history_.size()) < limits_.history_events) {
    HistoryEvent& event = history_.emplace_back();
    event.type = type;
    event.id = static_cast<EventId>(history_.size());
    event.previous = top == nullptr || outside ? 0 : top->last;
    event.at = now_;
    if (failure) event.details = failure_details(*failure);
    if (status == Status::Succeeded) event.payload = output_.text();
  }
  status_ = status;
  failure_ = std::move(failure);
  ended_at_ = now_;
  if (top != nullptr) variables_ = top->variables;
  // In the order of tasks, so that a replay asks for the same.
  for (const auto& [task, id] : tasks_) request_stop(*find(id));
  if (status == Status::Succeeded) frames_.clear();
  tasks_.clear();
  timers_.clear();
  ready_.clear();
  unstarted_.clear();
}

}  // namespace spotdrill::asl
