// Reads events of some streams in the order of time, forward or backward. Holds no more of them in
// memory than the chunks that overlap where it is.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "services/logs/event_store.hpp"
#include "services/logs/position_text.hpp"

namespace spotdrill::logs {

/// The events that are wanted: those from `begin` to before `end`.
struct TimeRange {
  Timestamp begin = 0;
  Timestamp end = std::numeric_limits<Timestamp>::max();
};

struct PlacedEvent {
  Position position;
  Event event;
  std::size_t stream = 0;  ///< Which of the reader's.
};

class EventReader {
 public:
  /// `streams`: their ids. `from`: only what is behind it, or backward before it. `store` outlives
  /// the reader and does not change meanwhile.
  EventReader(const EventStore& store, const std::vector<std::string>& streams, TimeRange range,
              Direction direction, const std::optional<Position>& from);

  /// The next event; nothing: there is none.
  std::optional<PlacedEvent> next();

 private:
  struct Candidate {
    std::uint64_t number = 0;
    Timestamp edge = 0;  ///< The first of its timestamps on the way.
    std::size_t stream = 0;
  };
  /// A chunk's events that are wanted; the next of them is the last.
  struct Loaded {
    std::vector<PlacedEvent> events;  ///< Never empty.
  };
  /// Whether `left` comes later on the way.
  struct Later {
    Direction direction;
    bool operator()(const Position& left, const Position& right) const {
      return direction == Direction::Forward ? left > right : left < right;
    }
    bool operator()(const Loaded& left, const Loaded& right) const {
      return (*this)(left.events.back().position, right.events.back().position);
    }
  };

  void load(const Candidate& candidate);
  /// Whether an event of `edge` may be the next one.
  [[nodiscard]] bool may_be_next(Timestamp edge) const;

  const EventStore& store_;
  TimeRange range_;
  Later later_;
  std::optional<Position> from_;
  std::vector<Candidate> candidates_;  ///< The next of them is the last.
  std::vector<Loaded> loaded_;         ///< A heap: the nearest on the way is the first.
};

}  // namespace spotdrill::logs
