// What is to happen later. Equal instants run in insertion order.
#pragma once

#include <cstdint>
#include <functional>

#include "base/units.hpp"

namespace spotdrill {

/// Names a scheduled event, to cancel it.
using TimerId = std::uint64_t;

class Scheduler {
 public:
  using Event = std::function<void()>;
  virtual ~Scheduler() = default;

  /// Runs `event` once, on the engine thread, when drill time reaches `when` (at once if it is
  /// past), never from inside this call.
  virtual TimerId at(Instant when, Event event) = 0;

  /// Withdraws an event. Nothing happens if it has run or is unknown.
  virtual void cancel(TimerId timer) = 0;
};

}  // namespace spotdrill
