// Parallel and inline Map of an execution: lines of states below a state.
#include "asl/bounds.hpp"
#include "asl/execution.hpp"
#include "base/assert.hpp"

namespace spotdrill::asl {
namespace {

std::shared_ptr<const json::object> iteration(const Frame& parent, std::int64_t index) {
  json::object details;
  details.emplace("name", parent.state->name);
  details.emplace("index", index);
  return std::make_shared<const json::object>(std::move(details));
}

/// The results in their places. Their texts stay as they are.
std::string array_of(const std::vector<Payload>& results) {
  std::string text = "[";
  for (const Payload& result : results) {
    if (text.size() > 1) text += ',';
    text += *result.text();
  }
  text += ']';
  return text;
}

EventType aborted_event(const State& state) {
  if (std::holds_alternative<Task>(state.kind)) return EventType::TaskStateAborted;
  if (std::holds_alternative<Wait>(state.kind)) return EventType::WaitStateAborted;
  if (std::holds_alternative<Map>(state.kind)) return EventType::MapStateAborted;
  return EventType::ParallelStateAborted;
}

bool can_be_aborted(const State& state) {
  return std::holds_alternative<Task>(state.kind) || std::holds_alternative<Wait>(state.kind) ||
         std::holds_alternative<Map>(state.kind) || std::holds_alternative<Parallel>(state.kind);
}

}  // namespace

void Execution::fan_out(Frame& frame, FanOut out) {
  frame.context.reset();
  frame.fan = std::move(out.fan);
  Fan& fan = *frame.fan;
  if (fan.is_map) {
    record_map_started(frame, static_cast<std::int64_t>(fan.inputs.size()));
  } else {
    record(frame, EventType::ParallelStateStarted);
  }
  fan.results.resize(fan.inputs.size());
  start_children(frame, frame.last);
  if (fan.inputs.empty()) gather(frame);
}

void Execution::record_map_started(Frame& frame, std::int64_t length) {
  record(frame, EventType::MapStateStarted).details =
      std::make_shared<const json::object>(json::object{{"length", length}});
}

/// As many as MaxConcurrency lets run.
void Execution::start_children(Frame& frame, EventId previous) {
  Fan& fan = *frame.fan;
  const auto count = static_cast<std::int64_t>(fan.inputs.size());
  while (fan.next < count && !history_is_full() &&
         (fan.concurrency_max == 0 ||
          static_cast<std::int64_t>(fan.children.size()) < fan.concurrency_max)) {
    const std::int64_t index = fan.next++;
    const auto& machine =
        fan.is_map ? fan.branches.front() : fan.branches[static_cast<std::size_t>(index)];
    Frame& child =
        add_frame(*machine, frame.id, index, fan.inputs[static_cast<std::size_t>(index)]);
    child.last = previous;
    fan.children[index] = child.id;
    if (!fan.is_map) continue;
    record(child, EventType::MapIterationStarted).details = iteration(frame, index);
  }
}

void Execution::child_ended(Frame& parent, Frame& child, Payload output) {
  Fan& fan = *parent.fan;
  const std::int64_t index = child.index;
  const EventId last = child.last;
  fan.results[static_cast<std::size_t>(index)] = std::move(output);
  parent.last = last;
  if (fan.is_map) {
    // What follows in the Map follows this; the next iteration follows what was before it.
    HistoryEvent& succeeded = record(parent, EventType::MapIterationSucceeded);
    succeeded.details = iteration(parent, index);
  }
  fan.children.erase(index);
  drop_frame(child.id);
  start_children(parent, last);
  if (fan.children.empty()) gather(parent);
}

/// Every line has ended well.
void Execution::gather(Frame& frame) {
  record(frame.fan->is_map ? EventType::MapStateSucceeded : EventType::ParallelStateSucceeded,
         frame.last);
  std::string results = array_of(frame.fan->results);
  if (text_too_deep(results)) {
    return fail(frame, runtime_failure(frame, Failure{.error = std::string{error_name::runtime},
                                                      .cause = "The result nests too deeply"}));
  }
  leave_with(frame, Produced{Payload::of_text(make_text(std::move(results)))});
}

/// "If any branch fails, due to an unhandled error or by transitioning to a Fail State, the entire
/// Parallel State is considered to have failed and all the branches are terminated."
void Execution::child_failed(Frame& parent, Frame& child, const Failure& failure) {
  const EventId cause = child.last;
  if (parent.fan->is_map) {
    record(EventType::MapIterationFailed, cause).details = iteration(parent, child.index);
    if (can_be_aborted(*child.state)) record(aborted_event(*child.state), cause);
  }
  child.halted = true;
  halt_children(parent, cause);
  parent.last = cause;
  fail(parent, failure);
}

/// Ends what a line and the lines below it are doing. They stay, for a redrive.
void Execution::halt(Frame& frame, EventId cause) {
  frame.halted = true;
  stop_task(frame);
  if (frame.fan != nullptr) halt_children(frame, cause);
  // A line that has not entered its state has nothing to abort.
  if (frame.entered != 0 && can_be_aborted(*frame.state)) {
    record(aborted_event(*frame.state), cause);
  }
}

void Execution::halt_children(Frame& frame, EventId cause) {
  for (const auto& [index, id] : frame.fan->children) {
    Frame& child = *find(id);
    if (child.halted) continue;
    if (frame.fan->is_map) {
      record(EventType::MapIterationAborted, cause).details = iteration(frame, index);
    }
    halt(child, cause);
  }
}

/// Forgets the lines below a state.
void Execution::drop_children(Frame& frame) {
  if (frame.fan == nullptr) return;
  for (const auto& [index, id] : frame.fan->children) {
    Frame& child = *find(id);
    drop_children(child);
    drop_frame(id);
  }
  frame.fan.reset();
}

}  // namespace spotdrill::asl
