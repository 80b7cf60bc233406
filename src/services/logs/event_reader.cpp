#include "services/logs/event_reader.hpp"

#include <algorithm>
#include <utility>

namespace spotdrill::logs {

EventReader::EventReader(const EventStore& store, const std::vector<std::string>& streams,
                         TimeRange range, Direction direction, const std::optional<Position>& from)
    : store_(store), range_(range), later_{direction}, from_(from) {
  const bool forward = direction == Direction::Forward;
  if (from && forward) range_.begin = std::max(range_.begin, from->timestamp);
  if (from && !forward) range_.end = std::min(range_.end, from->timestamp + 1);
  for (std::size_t stream = 0; stream < streams.size(); ++stream) {
    for (const std::uint64_t number : store_.chunks(streams[stream])) {
      const Chunk& chunk = store_.chunk(number);
      if (chunk.last < range_.begin || chunk.first >= range_.end) continue;
      candidates_.push_back({number, forward ? chunk.first : chunk.last, stream});
    }
  }
  std::ranges::sort(candidates_, [forward](const Candidate& left, const Candidate& right) {
    if (left.edge != right.edge) return forward ? left.edge > right.edge : left.edge < right.edge;
    return left.number > right.number;
  });
}

std::optional<PlacedEvent> EventReader::next() {
  while (!candidates_.empty() && may_be_next(candidates_.back().edge)) {
    load(candidates_.back());
    candidates_.pop_back();
  }
  if (loaded_.empty()) return std::nullopt;
  std::ranges::pop_heap(loaded_, later_);
  std::vector<PlacedEvent>& events = loaded_.back().events;
  PlacedEvent nearest = std::move(events.back());
  events.pop_back();
  if (events.empty()) {
    loaded_.pop_back();
  } else {
    std::ranges::push_heap(loaded_, later_);
  }
  return nearest;
}

bool EventReader::may_be_next(Timestamp edge) const {
  if (loaded_.empty()) return true;
  const Timestamp nearest = loaded_.front().events.back().position.timestamp;
  return later_.direction == Direction::Forward ? edge <= nearest : edge >= nearest;
}

void EventReader::load(const Candidate& candidate) {
  std::vector<PlacedEvent> wanted;
  std::uint32_t index = 0;
  for (Event& event : store_.events(candidate.number)) {
    const Position position{event.timestamp, event.ingested, candidate.number, index++};
    if (event.timestamp < range_.begin || event.timestamp >= range_.end) continue;
    if (from_ && !later_(position, *from_)) continue;
    wanted.push_back({position, std::move(event), candidate.stream});
  }
  if (wanted.empty()) return;
  std::ranges::sort(wanted, later_, &PlacedEvent::position);
  loaded_.push_back({std::move(wanted)});
  std::ranges::push_heap(loaded_, later_);
}

}  // namespace spotdrill::logs
