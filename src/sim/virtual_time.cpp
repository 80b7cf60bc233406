#include "sim/virtual_time.hpp"

#include <algorithm>

namespace spotdrill::sim {

TimerId VirtualTime::at(Instant when, Event event) {
  const TimerId timer = next_++;
  const Instant due = std::max(when, now_);
  events_.emplace(Key{due, timer}, std::move(event));
  due_.emplace(timer, due);
  return timer;
}

void VirtualTime::cancel(TimerId timer) {
  const auto found = due_.find(timer);
  if (found == due_.end()) return;
  events_.erase(Key{found->second, timer});
  due_.erase(found);
}

bool VirtualTime::run_one(Duration span) {
  if (events_.empty() || events_.begin()->first.first > now_ + span) return false;
  auto node = events_.extract(events_.begin());
  now_ = node.key().first;
  due_.erase(node.key().second);
  node.mapped()();
  return true;
}

void VirtualTime::run_for(Duration span) {
  const Instant end = now_ + span;
  while (run_one(end - now_)) {
  }
  now_ = end;
}

void VirtualTime::run_until_idle(Duration limit) {
  const Instant end = now_ + limit;
  while (!events_.empty() && events_.begin()->first.first <= end) {
    run_for(events_.begin()->first.first - now_);
  }
}

}  // namespace spotdrill::sim
