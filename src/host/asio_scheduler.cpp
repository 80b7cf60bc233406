#include "host/asio_scheduler.hpp"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace spotdrill {

/// Shared with the handlers in flight: one may run after the scheduler is gone.
struct AsioScheduler::Timer {
  Timer(boost::asio::io_context& loop, AsioScheduler* owner) : timer(loop), scheduler(owner) {}
  boost::asio::steady_timer timer;
  AsioScheduler* scheduler;
};

AsioScheduler::AsioScheduler(boost::asio::io_context& loop, const RealClock& clock)
    : clock_(clock), timer_(std::make_shared<Timer>(loop, this)) {}

AsioScheduler::~AsioScheduler() {
  timer_->scheduler = nullptr;
  timer_->timer.cancel();
}

TimerId AsioScheduler::at(Instant when, Event event) {
  const TimerId id = next_++;
  const Key key{when, id};
  instants_.emplace(id, when);
  events_.emplace(key, std::move(event));
  if (events_.begin()->first == key) arm();
  return id;
}

void AsioScheduler::cancel(TimerId timer) {
  const auto found = instants_.find(timer);
  if (found == instants_.end()) return;
  const Key key{found->second, timer};
  const bool first = events_.begin()->first == key;
  events_.erase(key);
  instants_.erase(found);
  if (first) arm();
}

void AsioScheduler::arm() {
  if (events_.empty()) {
    timer_->timer.cancel();
    return;
  }
  // An hour at most, so that rounding over a long wait is made good.
  constexpr std::chrono::nanoseconds longest = std::chrono::hours{1};
  const auto wait = std::min(clock_.real_time_until(events_.begin()->first.first), longest);
  timer_->timer.expires_after(wait);
  timer_->timer.async_wait([timer = timer_](const boost::system::error_code& cancelled) {
    if (!cancelled && timer->scheduler != nullptr) timer->scheduler->run_due();
  });
}

void AsioScheduler::run_due() {
  // What an event schedules for now runs in the next turn, so that nothing starves the loop.
  const Instant now = clock_.now();
  const TimerId later = next_;
  const std::shared_ptr<Timer> alive = timer_;
  for (auto first = events_.begin(); first != events_.end();) {
    const Key key = first->first;
    if (key.first > now) break;
    if (key.second >= later) {
      ++first;
      continue;
    }
    const Event event = std::move(first->second);
    events_.erase(first);
    instants_.erase(key.second);
    event();
    if (alive->scheduler == nullptr) return;
    first = events_.begin();  // The event may have changed anything.
  }
  arm();
}

}  // namespace spotdrill
