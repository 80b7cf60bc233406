// Timers: named events of one owner, all withdrawn when it goes. Not a scheduler of its own.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "engine/scheduler.hpp"

namespace spotdrill {

class Timers {
 public:
  explicit Timers(Scheduler& scheduler) : scheduler_(scheduler) {}
  ~Timers() { clear(); }
  Timers(const Timers&) = delete;
  Timers& operator=(const Timers&) = delete;

  /// Runs `event` at `when`, in place of the event that `key` named so far.
  void set(const std::string& key, Instant when, Scheduler::Event event) {
    cancel(key);
    timers_[key] = scheduler_.at(when, [this, key, event = std::move(event)] {
      timers_.erase(key);
      event();
    });
  }

  [[nodiscard]] bool contains(const std::string& key) const { return timers_.contains(key); }

  void cancel(const std::string& key) {
    const auto found = timers_.find(key);
    if (found == timers_.end()) return;
    scheduler_.cancel(found->second);
    timers_.erase(found);
  }

  void clear() {
    for (const auto& [key, timer] : timers_) scheduler_.cancel(timer);
    timers_.clear();
  }

 private:
  Scheduler& scheduler_;
  std::map<std::string, TimerId> timers_;
};

}  // namespace spotdrill
