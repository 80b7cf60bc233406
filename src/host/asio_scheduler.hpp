// The scheduler of the real world: one timer of the event loop, set for the earliest event.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <unordered_map>

#include "engine/scheduler.hpp"
#include "host/real_clock.hpp"

namespace boost::asio {
class io_context;
}

namespace spotdrill {

class AsioScheduler final : public Scheduler {
 public:
  /// Both outlive the scheduler. Events run on the thread that runs `loop`.
  AsioScheduler(boost::asio::io_context& loop, const RealClock& clock);
  ~AsioScheduler() override;

  TimerId at(Instant when, Event event) override;
  void cancel(TimerId timer) override;

  /// When the earliest event is to run; nothing when there is none.
  [[nodiscard]] std::optional<Instant> next_event() const {
    if (events_.empty()) return std::nullopt;
    return events_.begin()->first.first;
  }

  /// The clock was moved ahead.
  void clock_moved() { arm(); }

 private:
  struct Timer;
  using Key = std::pair<Instant, TimerId>;  // Ids count up, so equal instants keep their order.

  void arm();
  void run_due();

  const RealClock& clock_;
  std::shared_ptr<Timer> timer_;
  std::map<Key, Event> events_;
  std::unordered_map<TimerId, Instant> instants_;
  TimerId next_ = 1;
};

}  // namespace spotdrill
