// Timers, in drill time. Source: systemd.timer(5).
#include <algorithm>

#include "init/report.hpp"
#include "init/units/format/calendar.hpp"
#include "init/units/manager.hpp"

namespace spotdrill::init::units {

// When it elapses next, from what it and its unit have done so far.
void Manager::schedule(Runtime& timer) {
  const Microseconds now = clock_.monotonic();
  timer.timer_next = infinite_us;
  const auto at = [&](Microseconds moment) {
    timer.timer_next = std::min(timer.timer_next, moment);
  };
  const Runtime* unit = find(full_name(timer.unit.timer.unit));
  for (const Timer::After& after : timer.unit.timer.after) {
    Microseconds base = 0;
    if (after.base == 'a') base = timer.started_at;
    if (after.base == 'b' || after.base == 's') base = began_;
    if (after.base == 'u' && unit != nullptr) base = unit->started_at;
    if (after.base == 'i' && unit != nullptr && is_settled(*unit)) base = unit->settled_at;
    if (base == 0 || after.span == infinite_us) continue;
    // What has elapsed already sets it off once.
    if (base + after.span > timer.timer_last) at(base + after.span);
  }
  for (const std::string& text : timer.unit.timer.calendars) {
    const auto calendar = parse_calendar(text);
    if (!calendar) {
      report_unavailable("unit", timer.unit.name + "'s OnCalendar=" + text,
                         "Such a moment is not read here.");
      continue;
    }
    const Microseconds wall = clock_.wall();
    if (const auto moment = next_moment(*calendar, wall)) at(now + (*moment - wall));
  }
}

void Manager::fire_timers() {
  if (stopping_) return;
  const Microseconds now = clock_.monotonic();
  std::vector<std::string> due;
  for (const auto& [name, runtime] : units_) {
    if (runtime.unit.kind == "timer" && is_active(runtime) && runtime.timer_next <= now) {
      due.push_back(name);
    }
  }
  for (const std::string& name : due) {
    Runtime* timer = find(name);
    timer->timer_last = now;
    if (is_unlisted(name))
      run_scheduled(name);
    else
      (void)enqueue_start(full_name(timer->unit.timer.unit), nullptr);
    settle_jobs();
    timer = find(name);
    if (timer != nullptr) schedule(*timer);
  }
}

}  // namespace spotdrill::init::units
