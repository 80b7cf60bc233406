#include "host/time_skipper.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace spotdrill {

/// Shared with the handlers in flight: one may run after the skipper is gone.
struct TimeSkipper::Timer {
  Timer(boost::asio::io_context& loop, TimeSkipper* owner) : timer(loop), skipper(owner) {}
  boost::asio::steady_timer timer;
  TimeSkipper* skipper;
};

TimeSkipper::TimeSkipper(boost::asio::io_context& loop, World world)
    : world_(std::move(world)),
      timer_(std::make_shared<Timer>(loop, this)),
      looked_at_(std::chrono::steady_clock::now()),
      moved_at_(looked_at_) {
  look_in(Nanoseconds::zero());
}

TimeSkipper::~TimeSkipper() {
  timer_->skipper = nullptr;
  timer_->timer.cancel();
}

void TimeSkipper::look_in(Nanoseconds span) {
  timer_->timer.expires_after(span);
  timer_->timer.async_wait([timer = timer_](const boost::system::error_code& cancelled) {
    if (!cancelled && timer->skipper != nullptr) timer->skipper->look();
  });
}

Look TimeSkipper::see(const Activity& activity, const ProgramWaits& waits) const {
  Look look{.instances = activity.instances,
            .settling = activity.settling,
            .processor_time = activity.processor_time - processor_time_,
            .clock_looks = waits.looks - clock_looks_,
            .overdue = waits.overdue,
            .unseen = waits.full,
            .nearest_wait = waits.nearest};
  if (const auto next = world_.scheduler.next_event()) {
    look.next_event = *next - world_.clock.now();
  }
  if (activity.until_kill) {
    look.next_event =
        std::min(look.next_event.value_or(Nanoseconds::max()), Nanoseconds{*activity.until_kill});
  }
  return look;
}

void TimeSkipper::look() {
  const Real now = std::chrono::steady_clock::now();
  const Activity activity = world_.instances.activity();
  const ProgramWaits waits = world_.shared.waits();
  const Look seen = see(activity, waits);
  const Follower follower = world_.follower(seems_to_wait(seen));
  processor_time_ = activity.processor_time;
  clock_looks_ = waits.looks;
  const Nanoseconds span = to_pass_over(seen, follower, now - moved_at_);
  if (span > Nanoseconds::zero() && still_waits(activity)) pass_over(span);
  const Nanoseconds since = now - std::exchange(looked_at_, now);
  look_in(next_look_in(seen, since, is_wanted(seen, follower)));
}

/// What was not seen to work may have been woken a moment ago, and the kernel counts a thread's
/// time when it stops running, or at its ticks.
bool TimeSkipper::still_waits(const Activity& activity) {
  if (world_.instances.anything_runs()) return false;
  const ProgramWaits waits = world_.shared.waits();
  return !waits.overdue && waits.looks == clock_looks_ &&
         world_.instances.activity().processor_time == activity.processor_time;
}

void TimeSkipper::pass_over(Nanoseconds span) {
  // Whole microseconds, as the server counts: both sides stay one clock. The last one is waited
  // for, rather than that somebody's wait should end before its time.
  const auto by = std::chrono::floor<Duration>(span);
  if (by <= Duration::zero()) return;
  moved_at_ = std::chrono::steady_clock::now();
  world_.clock.skip(by);
  world_.shared.publish(world_.shared.ahead() + by);
  world_.scheduler.clock_moved();
  world_.instances.clock_moved();
}

}  // namespace spotdrill
