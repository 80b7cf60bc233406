#include "apps/time_followers.hpp"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <iterator>

namespace spotdrill::apps {

TimeFollowers::TimeFollowers(boost::asio::io_context& loop, const RealClock& clock, Reply reply)
    : loop_(loop), clock_(clock), reply_(std::move(reply)) {}

void TimeFollowers::wait(const Wait& wait, http::Responder respond) {
  const Instant now = clock_.now();
  seen_ = std::chrono::steady_clock::now();
  if (!first_) first_ = now;
  if (wait.real <= std::chrono::milliseconds::zero() || waiters_.size() >= time_followers_max) {
    return respond(reply_());
  }
  const Instant step = now + std::clamp((now - *first_) / 100, look_step_min, look_step_max);
  const std::uint64_t id = next_++;
  waiters_.push_back({.id = id,
                      .until = wait.until ? std::min(step, std::max(*wait.until, now)) : step,
                      .before_moves = wait.before_moves,
                      .respond = std::move(respond),
                      .timer = boost::asio::steady_timer{loop_, wait.real}});
  // One that is over already runs though its waiter was answered in the same turn.
  waiters_.back().timer.async_wait([this, id](const boost::system::error_code& cancelled) {
    if (cancelled) return;
    const auto waiter = std::ranges::find(waiters_, id, &Waiter::id);
    if (waiter != waiters_.end()) answer(waiter);
  });
}

void TimeFollowers::answer(std::list<Waiter>::iterator waiter) {
  seen_ = std::chrono::steady_clock::now();
  noted_ = false;
  const http::Responder respond = waiter->respond;
  waiters_.erase(waiter);
  respond(reply_());
}

Follower TimeFollowers::look(bool idle) {
  Follower follower{
      .present = !waiters_.empty() ||
                 (seen_ && std::chrono::steady_clock::now() - *seen_ < follower_absent_after)};
  const Instant now = clock_.now();
  for (auto waiter = waiters_.begin(); waiter != waiters_.end();) {
    const auto next = std::next(waiter);
    const bool looks_first = idle && waiter->before_moves && is_before_move();
    if (looks_first) moved_ = clock_.skipped();
    if (looks_first || waiter->until <= now || (idle && noted_)) answer(waiter);
    waiter = next;
  }
  follower.looks = waiters_.empty();
  follower.until_look = look_step_max;
  for (const Waiter& waiter : waiters_) {
    follower.until_look = std::min<Nanoseconds>(follower.until_look, waiter.until - now);
  }
  return follower;
}

}  // namespace spotdrill::apps
