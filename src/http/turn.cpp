#include "http/turn.hpp"

#include <boost/asio/io_context.hpp>
#include <utility>

#include "engine/store.hpp"

namespace spotdrill::http {

void Turn::after_commit(Action action) {
  // A reply may tell what another event of this turn changed, so any change holds it back.
  if (!store_.changed() && held_.empty()) return action(true);
  held_.push_back(std::move(action));
}

void Turn::run(boost::asio::io_context& loop) {
  while (!loop.stopped()) {
    if (stuck_since_) {
      loop.run_one_for(commit_retry_interval);
    } else {
      loop.run_one();
    }
    const SteadyInstant late = std::chrono::steady_clock::now() + turn_time_max;
    for (int events = 1; events < turn_events_max && std::chrono::steady_clock::now() < late;
         ++events) {
      if (loop.poll_one() == 0) break;
    }
    end();
  }
  next_try_ = {};  // The last chance.
  end();
}

void Turn::end() {
  const SteadyInstant now = std::chrono::steady_clock::now();
  if (stuck_since_ && now < next_try_) return;
  if (store_.commit()) {
    stuck_since_.reset();
    return let_go(true);
  }
  next_try_ = now + commit_retry_interval;
  if (!stuck_since_) stuck_since_ = now;
  if (now - *stuck_since_ >= hold_max_) let_go(false);
}

void Turn::let_go(bool durable) {
  const auto leaving = std::exchange(held_, {});
  for (const auto& action : leaving) action(durable);
}

}  // namespace spotdrill::http
