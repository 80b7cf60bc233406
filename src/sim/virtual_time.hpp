// Virtual time: a clock that stands still until somebody runs it, and jumps from event to event.
#pragma once

#include <map>
#include <unordered_map>

#include "engine/clock.hpp"
#include "engine/scheduler.hpp"

namespace spotdrill::sim {

class VirtualTime final : public Clock, public Scheduler {
 public:
  explicit VirtualTime(Instant start) : now_(start) {}

  [[nodiscard]] Instant now() const override { return now_; }
  [[nodiscard]] double rate() const override { return rate_; }

  /// What `rate` says from now on; time passes as it is run all the same.
  void set_rate(double rate) { rate_ = rate; }

  TimerId at(Instant when, Event event) override;
  void cancel(TimerId timer) override;

  /// Runs the next event that is due within `span`, and stays there. False: there is none.
  bool run_one(Duration span);

  /// Runs every event that is due within `span`, in order, and ends at now + span.
  void run_for(Duration span);

  /// Runs what is due now, without time passing.
  void settle() { run_for(Duration::zero()); }

  /// Runs events until none is left, but at most until `limit` has passed.
  void run_until_idle(Duration limit);

 private:
  using Key = std::pair<Instant, TimerId>;

  Instant now_;
  double rate_ = 1;
  TimerId next_ = 1;
  std::map<Key, Event> events_;
  std::unordered_map<TimerId, Instant> due_;
};

}  // namespace spotdrill::sim
