#include "drill/work/interruptions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <span>

#include "drill/work/completion.hpp"
#include "drill/work/ending.hpp"
#include "drill/work/samples.hpp"
#include "drill/work/saving.hpp"

namespace spotdrill::drill {

namespace {

/// Lost work of less than this part of the whole is too little to hold against the time it took.
constexpr double contradicts_part = 0.05;

/// Work that took less than this part of its usual time has not been done in it.
constexpr double contradicts_pace = 0.1;

bool was_interrupted(const InstanceTimeline& instance) {
  if (instance.notice) return true;
  if (instance.ended_by_drill || instance.ended_by_execution || ended_itself(instance)) {
    return false;
  }
  return instance.shutdown_begun || instance.ended;
}

double seconds_between(Instant from, Instant to) {
  return std::chrono::duration<double>{to - from}.count();
}

/// How much time was spent last on the work from `from` to `to`. Walks back from the newest sample,
/// so that work done twice counts once.
Duration time_spent(std::span<const InstanceWork> instances, double from, double to) {
  Duration spent{};
  for (const InstanceWork& instance : instances | std::views::reverse) {
    const std::vector<Sample> samples = rises(instance.progress);
    for (std::size_t i = samples.size(); i-- > 1;) {
      const Sample& before = samples[i - 1];
      const Sample& after = samples[i];
      const double low = std::max(before.value, from);
      const double high = std::min(after.value, to);
      if (after.value <= before.value || high <= low) continue;
      const double part = (high - low) / (after.value - before.value);
      const auto took = std::chrono::duration<double, Duration::period>{after.at - before.at};
      spent += std::chrono::duration_cast<Duration>(took * part);
      to = low;
    }
  }
  return spent;
}

/// Whether a first report of `value` is one of a work that had just begun.
bool is_a_beginning(double value, double report_interval) {
  return value <= 1.5 * report_interval;
}

class Measuring {
 public:
  Measuring(const Observation& observation, Work& work, std::size_t index)
      : seen_(observation), work_(work), index_(index) {}

  Interruption measure() {
    const InstanceTimeline& instance = seen_.instances[index_];
    const std::optional<WorkloadEnd> end = workload_end(instance);
    Interruption interruption{
        .instance = instance.id,
        .with_notice = instance.notice.has_value(),
        .felt = was_felt(),
        .rebalance = instance.rebalance,
        .notice = instance.notice,
        .deadline = instance.deadline,
        .first_asked = instance.first_notice_poll,
        .first_seen = instance.first_notice_answer,
        .workload_ended = end ? std::optional{end->at} : std::nullopt,
        .workload_end = end ? end->how : std::nullopt,
        .ended_how = how_it_ended(instance),
        .shutdown_begun = instance.shutdown_begun,
        .ended = instance.ended,
        .progress = highest(work_.instances[index_].progress),
    };
    if (instance.ended_by_drill) {  // The drill's own clean-up is no part of the interruption.
      interruption.shutdown_begun.reset();
      interruption.ended.reset();
    }
    if (!interruption.progress) interruption.progress = progress_given();
    measure_saving(seen_, instance, work_.instances[index_], interruption);
    if (index_ + 1 < seen_.instances.size()) measure_resuming(interruption);
    measure_loss(interruption);
    return interruption;
  }

 private:
  /// A job that was done before the shutdown has not felt its interruption.
  [[nodiscard]] bool was_felt() const {
    const InstanceTimeline& instance = seen_.instances[index_];
    const std::optional<Instant> finished = finished_on(seen_, work_, index_);
    if (!finished) return true;
    return !instance.ended_by_drill && !ended_itself(instance) && instance.shutdown_begun &&
           *finished >= *instance.shutdown_begun;
  }

  /// What instance `i` may have saved before instance number `count` was requested, though only a
  /// look after it found that: what this one went on from was there.
  [[nodiscard]] std::optional<double> seen_late(std::size_t i, std::size_t count) const {
    const Instant requested = seen_.instances[count].requested;
    const std::optional<double> resumed = work_.instances[count].resumed_at;
    std::optional<double> newest;
    for (const Sample& sample : work_.instances[i].saved) {
      const bool around =
          sample.at > requested && sample.not_before != Instant{} && sample.not_before <= requested;
      if (around && resumed && sample.value <= *resumed) newest = sample.value;
    }
    return newest;
  }

  /// The newest saved value that was there when instance number `count` was requested.
  [[nodiscard]] std::optional<double> saved_before(std::size_t count) const {
    const Instant at = seen_.instances[count].requested;
    for (std::size_t i = count; i-- > 0;) {
      if (const auto value = seen_late(i, count)) return value;
      if (const auto value = value_at(work_.instances[i].saved, at)) return value;
    }
    // Later saves prove that the source tells; a work that began from nothing had saved nothing
    // yet.
    const bool tells = std::ranges::any_of(
        work_.instances, [](const InstanceWork& each) { return !each.saved.empty(); });
    const std::vector<Sample>& first = work_.instances.front().progress;
    const bool began = !first.empty() && is_a_beginning(first.front().value, usual_step(first));
    return tells && began ? std::optional{0.0} : std::nullopt;
  }

  /// How far the work was that an instance had when it ended before its first report, where others
  /// reported: as far as it was when the instance began.
  [[nodiscard]] std::optional<double> progress_given() const {
    const auto reported = [](const InstanceWork& each) { return !each.progress.empty(); };
    if (std::ranges::none_of(work_.instances, reported)) return std::nullopt;
    return index_ == 0 ? 0.0 : saved_before(index_);
  }

  void measure_resuming(Interruption& interruption) const {
    const InstanceTimeline& next = seen_.instances[index_ + 1];
    interruption.replacement = next.id;
    if (next.running) {
      const std::optional<WorkloadEnd> end = workload_end(next);
      const Instant until = end ? end->at : next.ended.value_or(seen_.ended);
      interruption.replacement_worked = std::max(until - *next.running, Duration::zero());
    }
    interruption.saved_when_replaced = saved_before(index_ + 1);
    interruption.report_interval = report_interval();
    // A replacement that was interrupted before its first report handed on what it had been given.
    for (std::size_t later = index_ + 1; later < work_.instances.size(); ++later) {
      if (!work_.instances[later].resumed_at) continue;
      const double point = *work_.instances[later].resumed_at;
      interruption.resume_point = point - done_before_first(later);
      const double saved = interruption.saved_when_replaced.value_or(0);
      const bool as_saved = saved > 0 && point >= saved;
      interruption.from_zero = interruption.progress && !as_saved &&
                               is_a_beginning(point, interruption.report_interval) &&
                               *interruption.progress - point > interruption.report_interval;
      return;
    }
  }

  /// Whether instance number `index` had worked as long as `amount` takes when it first reported.
  [[nodiscard]] bool reported_after(std::size_t index, double amount) const {
    const std::vector<Sample>& samples = work_.instances[index].progress;
    const double pace = usual_seconds(work_.instances.front().progress);
    return seen_.instances[index].running && pace > 0 &&
           seconds_between(*seen_.instances[index].running, samples.front().at) >
               0.5 * amount * pace;
  }

  /// A job that reports each step when it is done reports its first one too late by a step, as it
  /// did when it began with nothing.
  [[nodiscard]] double done_before_first(std::size_t index) const {
    const std::vector<Sample>& first = work_.instances.front().progress;
    const InstanceWork& resumed = work_.instances[index];
    if (first.empty() || resumed.resumed_at != resumed.progress.front().value) return 0;
    const double step = first.front().value;
    const bool one = step > 0 && step <= 1.5 * usual_step(first);
    return one && reported_after(0, step) && reported_after(index, step) ? step : 0;
  }

  [[nodiscard]] double report_interval() const {
    for (const std::size_t instance : {index_ + 1, index_}) {
      const double step = usual_step(work_.instances[instance].progress);
      if (step > 0) return step;
    }
    return work_.total / 50;
  }

  /// How much a replacement can have done at the most before it reported where it went on.
  [[nodiscard]] double done_before_report() const {
    const InstanceTimeline& next = seen_.instances[index_ + 1];
    const std::vector<Sample>& samples = work_.instances[index_ + 1].progress;
    const double interval = 1.5 * report_interval();
    const double pace = usual_seconds(work_.instances[index_].progress);
    if (samples.empty() || !next.running || pace <= 0) return work_.total;
    return std::max(interval, 1.5 * seconds_between(*next.running, samples.front().at) / pace);
  }

  /// What was left of the work for whoever went on with it.
  std::optional<double> kept_work(const Interruption& interruption) {
    if (index_ + 1 == seen_.instances.size()) {
      // Nothing took over: what is saved is what is left, unless there is nothing left to do.
      if (*interruption.progress >= work_.total) return interruption.progress;
      if (interruption.saved) return interruption.saved;
      return seen_.has_saved ? std::optional{0.0} : std::nullopt;
    }
    if (!interruption.resume_point) return std::nullopt;
    if (interruption.from_zero) return 0.0;
    const double point = *interruption.resume_point;
    const double saved = interruption.saved_when_replaced.value_or(point);
    if (saved >= point) return point;
    // The first report comes a little after the beginning: some of it is done again already.
    const double earliest = point - done_before_report();
    if (saved >= earliest) return saved;
    work_.doubts.push_back(
        fmt::format("{} went on from {:g} of {:g}, where {:g} was told as saved: somebody else has "
                    "told that, or something else was saved than what is resumed",
                    interruption.replacement, point, work_.total, saved));
    return earliest;
  }

  void measure_loss(Interruption& interruption) {
    if (!interruption.progress) return;
    const std::optional<double> kept =
        interruption.felt ? kept_work(interruption) : interruption.progress;
    if (!kept) return;
    const double lost = std::max(0.0, *interruption.progress - *kept);
    const Duration took =
        time_spent(std::span{work_.instances}.first(index_ + 1), *kept, *interruption.progress);
    const double usual = lost * usual_seconds(work_.instances[index_].progress);
    const double seconds = std::chrono::duration<double>{took}.count();
    if (lost > contradicts_part * work_.total && usual > 0 && seconds < contradicts_pace * usual) {
      work_.doubts.push_back(fmt::format(
          "{:g} of {:g} would be lost on {}, which had taken {:.1f} s, where it usually takes "
          "{:.0f} s: the readings contradict each other, so lost work is not told",
          lost, work_.total, interruption.instance, seconds, usual));
      return;
    }
    interruption.lost = lost;
    interruption.lost_percent = 100 * lost / work_.total;
    interruption.lost_time = took;
  }

  const Observation& seen_;
  Work& work_;
  std::size_t index_;
};

}  // namespace

std::vector<Interruption> measure_interruptions(const Observation& observation, Work& work) {
  std::vector<Interruption> interruptions;
  for (std::size_t i = 0; i < observation.instances.size(); ++i) {
    if (was_interrupted(observation.instances[i])) {
      interruptions.push_back(Measuring{observation, work, i}.measure());
    }
  }
  return interruptions;
}

}  // namespace spotdrill::drill
