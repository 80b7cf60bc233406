#include "drill/campaign/course.hpp"

#include <algorithm>
#include <cmath>

namespace spotdrill::drill {

std::optional<Course> Course::of(const Observation& seen, const Work& work) {
  if (seen.instances.size() != 1 || work.instances.empty() || !work.completed_at) return {};
  const InstanceWork& done = work.instances.front();
  const Instant start = seen.instances.front().running.value_or(seen.began);
  Course course;
  course.length_ = *work.completed_at - start;
  for (const Sample& sample : done.progress) {
    const Step step{sample.at - start, work.percent(sample.value)};
    if (course.steps_.empty() || step.percent > course.steps_.back().percent) {
      course.steps_.push_back(step);
    }
  }
  double saved = 0;
  for (const Sample& sample : done.saved) {
    const double percent = work.percent(sample.value);
    if (percent <= saved) continue;
    course.saves_.push_back({sample.at - start, percent - saved});
    saved = percent;
  }
  if (course.steps_.empty() || course.length_ <= Duration::zero()) return {};
  return course;
}

const Course::Step* Course::step_before(Duration at) const {
  const auto after = std::ranges::upper_bound(steps_, at, {}, &Step::at);
  return after == steps_.begin() ? nullptr : &*(after - 1);
}

std::vector<Duration> Course::pauses() const {
  constexpr double much_longer = 2;
  struct Pause {
    Duration middle;
    Duration length;
  };
  std::vector<Pause> pauses;
  Duration before{};
  for (const Step& step : steps_) {
    pauses.push_back({before + (step.at - before) / 2, step.at - before});
    before = step.at;
  }
  pauses.push_back({before + (length_ - before) / 2, length_ - before});
  std::ranges::sort(pauses, std::ranges::greater{}, &Pause::length);
  const std::chrono::duration<double> usual = pauses[pauses.size() / 2].length;
  std::vector<Duration> middles;
  for (const Pause& pause : pauses) {
    if (pause.length > usual * much_longer) middles.push_back(pause.middle);
  }
  return middles;
}

Duration Course::time_of(double percent) const {
  const auto there = std::ranges::lower_bound(steps_, percent, {}, &Step::percent);
  return there == steps_.end() ? length_ : there->at;
}

double Course::percent_at(Duration at) const {
  const Step* step = step_before(at);
  return step == nullptr ? 0 : step->percent;
}

std::optional<double> Course::usual_loss(Duration at) const {
  if (saves_.empty()) return {};
  double saved = 0;
  for (const Save& save : saves_) {
    if (save.at > at) break;
    saved += save.work;
  }
  return std::max(0.0, percent_at(at) - saved);
}

FaultMoment Course::moment_at(Duration at) const {
  const Step* step = step_before(at);
  if (step == nullptr) return {.after_start = at};
  // Not rounded up: it would be another step's. 29 of 100 is a little less than 29 %.
  const double percent = std::floor(step->percent * 1e4 + 1e-6) / 1e4;
  return {.progress_percent = percent, .delay = at - step->at};
}

}  // namespace spotdrill::drill
