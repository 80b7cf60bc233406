// Frames and timers of an execution.
#include "asl/execution.hpp"
#include "base/assert.hpp"

namespace spotdrill::asl {

Frame* Execution::find(FrameId id) {
  const auto found = frames_.find(id);
  return found == frames_.end() ? nullptr : &found->second;
}

const Frame* Execution::find(FrameId id) const {
  const auto found = frames_.find(id);
  return found == frames_.end() ? nullptr : &found->second;
}

/// A new line of states, at the machine's first.
Frame& Execution::add_frame(const StateMachine& machine, FrameId parent, std::int64_t index,
                            Payload input) {
  const FrameId id = next_frame_++;
  Frame& frame = frames_[id];
  frame.id = id;
  frame.parent = parent;
  frame.index = index;
  frame.machine = &machine;
  frame.state = &machine.at(machine.start_at);
  frame.input = std::move(input);
  ready_.push_back(id);
  return frame;
}

void Execution::drop_frame(FrameId id) {
  Frame* frame = find(id);
  if (frame == nullptr) return;
  cancel_timers(*frame);
  frames_.erase(id);
}

void Execution::set_timer(Frame& frame, Instant at, TimerKind kind) {
  const std::uint64_t sequence = ++timer_sequence_;
  timers_.emplace(at, sequence, frame.id, kind);
  frame.timers.emplace_back(at, sequence, static_cast<int>(kind));
}

void Execution::cancel_timer(Frame& frame, TimerKind kind) {
  std::erase_if(frame.timers, [&](const auto& timer) {
    const auto& [at, sequence, number] = timer;
    if (number != static_cast<int>(kind)) return false;
    timers_.erase(Timer{at, sequence, frame.id, kind});
    return true;
  });
}

/// Those of the state that the line is at. The limit of the whole stays: its line is never dropped.
void Execution::cancel_timers(Frame& frame) {
  for (const TimerKind kind :
       {TimerKind::Wake, TimerKind::Retry, TimerKind::TaskTimeout, TimerKind::Heartbeat}) {
    cancel_timer(frame, kind);
  }
}

json::object Execution::map_item(const Frame& frame) const {
  for (const Frame* each = &frame; each != nullptr; each = find(each->parent)) {
    const Frame* parent = find(each->parent);
    if (parent == nullptr || parent->fan == nullptr || !parent->fan->is_map) continue;
    json::object item;
    item.emplace("Index", each->index);
    item.emplace("Value", parent->fan->items.at(static_cast<std::size_t>(each->index)));
    json::object map;
    map.emplace("Item", std::move(item));
    return map;
  }
  return start_.map_context;
}

}  // namespace spotdrill::asl
