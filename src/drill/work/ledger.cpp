#include "drill/work/ledger.hpp"

#include <algorithm>

#include "drill/work/completion.hpp"
#include "drill/work/ending.hpp"
#include "drill/work/samples.hpp"
#include "drill/work/strip.hpp"

namespace spotdrill::drill {

namespace {

/// A step that takes this many times as long as usual has something else in it.
constexpr double stalled_factor = 10;

/// A save in a step shows where the step takes so many times as long as usual: less is what steps
/// differ by anyway.
constexpr double save_shows_factor = 1.5;

/// Who reports nothing for so many times as long as usual is not at work.
constexpr double silent_factor = 3;

/// A first report of no more than so many usual steps is of a work that had just begun.
constexpr double beginning_steps = 1.5;

Duration seconds_long(double seconds) {
  return std::chrono::duration_cast<Duration>(std::chrono::duration<double>{seconds});
}

class Bookkeeping {
 public:
  Bookkeeping(const Observation& observation, const Work& work)
      : seen_(observation),
        work_(work),
        until_(std::max(work.completed_at.value_or(observation.ended), observation.began)) {}

  Ledger make() {
    for (std::size_t i = 0; i < seen_.instances.size(); ++i) {
      curves_.push_back(curve_of(i));
      strips_.emplace_back(began(i), stopped(i));
    }
    for (std::size_t i = 0; i < strips_.size(); ++i) {
      starting(i);
      working(i);
      saving(i);
      ending(i);
    }
    for (std::size_t i = 0; i < strips_.size(); ++i) losing(i);
    return add_up();
  }

 private:
  [[nodiscard]] Instant began(std::size_t i) const {
    return std::clamp(seen_.instances[i].running.value_or(until_), seen_.began, until_);
  }
  [[nodiscard]] Instant stopped(std::size_t i) const {
    return std::min(seen_.instances[i].ended.value_or(until_), until_);
  }

  /// How far the work was: what was reported, then what was saved beyond it, then its end.
  [[nodiscard]] std::vector<Sample> curve_of(std::size_t i) const {
    const InstanceWork& done = work_.instances[i];
    std::vector<Sample> curve = rises(done.progress);
    if (curve.empty()) return curve;
    for (const Sample& saved : done.saved) {
      const bool beyond = saved.at > done.progress.back().at && saved.value > curve.back().value;
      if (beyond) curve.push_back(saved);
    }
    const std::optional<Instant> finished = finished_on(seen_, work_, i);
    if (finished && *finished > curve.back().at && curve.back().value < work_.total) {
      curve.push_back({*finished, work_.total});
    }
    return curve;
  }

  [[nodiscard]] const Interruption* interruption_of(std::size_t i) const {
    const auto found =
        std::ranges::find(work_.interruptions, seen_.instances[i].id, &Interruption::instance);
    return found == work_.interruptions.end() ? nullptr : &*found;
  }

  /// Drill seconds of a unit: its own, or of the last that told; 0: nobody told.
  [[nodiscard]] double pace_of(std::size_t i) const {
    for (std::size_t of = i + 1; of-- > 0;) {
      if (const double usual = usual_seconds(curves_[of]); usual > 0) return usual;
    }
    return 0;
  }

  /// Where the work of an instance began.
  [[nodiscard]] double base_of(std::size_t i) const {
    const double first = curves_[i].front().value;
    for (const Interruption& each : work_.interruptions) {
      if (each.replacement != seen_.instances[i].id || !each.progress || !each.lost) continue;
      return std::clamp(*each.progress - *each.lost, 0.0, first);
    }
    return i == 0 && first <= beginning_steps * usual_step(curves_[i]) ? 0 : first;
  }

  /// Google's library does the same: what the first step takes beyond the usual is the start.
  void starting(std::size_t i) {
    if (curves_[i].empty()) return;
    const Sample& first = curves_[i].front();
    const double gained = first.value - base_of(i);
    const double pace = pace_of(i);
    if (gained > 0 && pace <= 0) return;
    const Instant work_began = std::max(strips_[i].begin(), first.at - seconds_long(gained * pace));
    strips_[i].paint(strips_[i].begin(), work_began, Spent::StartingUp);
    strips_[i].paint(work_began, first.at, Spent::Productive);
  }

  void working(std::size_t i) {
    const std::vector<Sample>& curve = curves_[i];
    const double pace = pace_of(i);
    const double resumed = work_.instances[i].resumed_at.value_or(0);
    for (std::size_t at = 1; at < curve.size(); ++at) {
      const Sample& before = curve[at - 1];
      const Sample& after = curve[at];
      if (after.value <= before.value) continue;
      const Duration usual = seconds_long((after.value - before.value) * pace);
      const bool ran_through = i > 0 && after.value <= resumed && before.value >= curve[0].value;
      const bool stalled =
          usual > Duration::zero() && after.at - before.at > stalled_factor * usual;
      strips_[i].paint(stalled ? after.at - usual : before.at, after.at,
                       ran_through ? Spent::Restoring : Spent::Productive);
    }
  }

  /// What uploads and saves made steps longer by.
  void saving(std::size_t i) {
    const std::vector<Sample>& curve = curves_[i];
    const InstanceTimeline& instance = seen_.instances[i];
    if (curve.empty()) return;
    const double pace = pace_of(i);
    for (std::size_t at = 1; at < curve.size(); ++at) {
      const Sample& before = curve[at - 1];
      const Sample& after = curve[at];
      const Duration took = after.at - before.at;
      const Duration usual = seconds_long(std::max(0.0, after.value - before.value) * pace);
      const Duration more = took - usual;
      if (usual <= Duration::zero() || more <= Duration::zero()) continue;
      Duration left = more;  // What no upload accounts for yet.
      for (const UploadSeen& each : instance.uploads) {
        const Instant from = std::max(each.begun, before.at);
        const Instant to = std::min(each.ended.value_or(strips_[i].end()), after.at);
        if (to <= from || left <= Duration::zero()) continue;
        const Duration painted = std::min<Duration>(to - from, left);
        strips_[i].paint(to - painted, to, Spent::Saving);
        left -= painted;
      }
      if (!instance.uploads.empty() || took < save_shows_factor * usual) continue;
      const auto saved =
          std::ranges::upper_bound(work_.instances[i].saved, before.at, {}, &Sample::at);
      const bool in_it = saved != work_.instances[i].saved.end() && saved->at <= after.at;
      if (in_it) strips_[i].paint(std::max(before.at, saved->at - more), saved->at, Spent::Saving);
    }
    for (const UploadSeen& each : instance.uploads) {
      strips_[i].paint_over(Spent::Unknown, std::max(each.begun, curve.back().at),
                            each.ended.value_or(strips_[i].end()), Spent::Saving);
    }
  }

  /// From the last report to the instance's end.
  void ending(std::size_t i) {
    const InstanceTimeline& instance = seen_.instances[i];
    const Interruption* interruption = interruption_of(i);
    const Instant last = curves_[i].empty() ? strips_[i].begin() : curves_[i].back().at;
    const Instant shutdown = instance.shutdown_begun.value_or(strips_[i].end());
    const std::optional<WorkloadEnd> ended = workload_end(instance);
    const bool felt = interruption != nullptr && interruption->felt;
    const std::optional<Instant> saved = felt ? interruption->saved_in_answer : std::nullopt;
    if (saved) answered(i, *interruption, last);
    if (ended && (felt || i + 1 < strips_.size()) && !finished_on(seen_, work_, i)) {
      const bool idle = saved && ended->at < shutdown;
      strips_[i].paint(std::max(ended->at, last), strips_[i].end(), Spent::WaitingForCapacity);
      if (idle) strips_[i].paint(std::max(ended->at, last), shutdown, Spent::IdleAfterSave);
    }
  }

  /// The way from the notice, or SIGTERM, to the save, and what came after it.
  void answered(std::size_t i, const Interruption& interruption, Instant last) {
    const InstanceTimeline& instance = seen_.instances[i];
    const Instant saved = *interruption.saved_in_answer;
    if (const auto told = earlier(interruption.heard, sigterm_at(instance))) {
      // As far as no report says that the work went on.
      Instant stood_still = *told;
      for (const Sample& each : rises(work_.instances[i].progress)) {
        if (each.at <= saved) stood_still = std::max(stood_still, each.at);
      }
      strips_[i].paint(stood_still, saved, Spent::Saving);
    }
    const Instant shutdown = instance.shutdown_begun.value_or(strips_[i].end());
    const Instant from = std::max(saved, last);
    const std::optional<WorkloadEnd> ended = workload_end(instance);
    const Duration between = seconds_long(usual_step(curves_[i]) * pace_of(i));
    const bool by_itself = ended && ended->at <= shutdown;
    const bool silent = between > Duration::zero() && shutdown - from > silent_factor * between;
    if (by_itself || silent) {
      strips_[i].paint(from, by_itself ? ended->at : shutdown, Spent::IdleAfterSave);
    }
  }

  // Work that was done again.

  void losing(std::size_t i) {
    within(i);
    const Interruption* interruption = interruption_of(i);
    if (interruption != nullptr) {
      if (!interruption->felt) return;
      if (!interruption->lost || !interruption->progress) {
        // Whether anything of it was kept is not known.
        strips_[i].paint_over(Spent::Productive, strips_[i].begin(), strips_[i].end(),
                              Spent::Unknown);
        return;
      }
      lose(i, *interruption->progress - *interruption->lost, *interruption->progress);
      return;
    }
    // One that ended without being interrupted, and whose successor began further back.
    const std::optional<double> reached = highest(curves_[i]);
    if (!reached) return;
    for (std::size_t later = i + 1; later < strips_.size(); ++later) {
      if (!work_.instances[later].resumed_at) continue;
      if (strips_[later].begin() >= strips_[i].end()) {
        lose(i, *work_.instances[later].resumed_at, *reached);
      }
      return;
    }
  }

  /// A job that began again on the same instance.
  void within(std::size_t i) {
    const std::vector<Sample>& curve = curves_[i];
    for (std::size_t at = 1; at < curve.size(); ++at) {
      if (curve[at].value >= curve[at - 1].value) continue;
      double to = curve[at - 1].value;
      walk_back(i, at, curve[at].value, to);
    }
  }

  void lose(std::size_t i, double from, double to) {
    for (std::size_t of = i + 1; of-- > 0 && to > from;) {
      walk_back(of, curves_[of].size(), from, to);
      if (curves_[of].empty()) continue;
      // What had been done by the first report.
      const Sample& first = curves_[of].front();
      const double base = std::max(base_of(of), from);
      if (to <= base || first.value <= base) continue;
      const double pace = pace_of(of);
      strips_[of].paint_over(
          Spent::Productive, first.at - seconds_long((first.value - base) * pace),
          first.at - seconds_long(std::max(0.0, first.value - to) * pace), Spent::Lost);
      to = base;
    }
  }

  /// Of the first `count` points of a curve the newest work from `from` to `to`, as measured by
  /// interruptions.cpp; `to` comes down to what is left of it.
  void walk_back(std::size_t i, std::size_t count, double from, double& to) {
    for (std::size_t at = count; at-- > 1 && to > from;) {
      const Sample& before = curves_[i][at - 1];
      const Sample& after = curves_[i][at];
      const double low = std::max(before.value, from);
      const double high = std::min(after.value, to);
      if (after.value <= before.value || high <= low) continue;
      const double whole = after.value - before.value;
      const Duration took = after.at - before.at;
      const auto at_value = [&](double value) {
        return before.at +
               std::chrono::duration_cast<Duration>(took * ((value - before.value) / whole));
      };
      strips_[i].paint_over(Spent::Productive, at_value(low), at_value(high), Spent::Lost);
      to = low;
    }
  }

  // The sum.

  Ledger add_up() {
    Ledger ledger{.wall = until_ - seen_.began};
    Strip without{seen_.began, until_};
    waiting(without);
    Duration ran{};
    // What an instance's time covers is counted with the instance.
    std::vector<std::pair<Instant, Instant>> covered;
    for (std::size_t i = 0; i < strips_.size(); ++i) {
      const Strip& strip = strips_[i];
      if (strip.end() <= strip.begin()) continue;
      ledger.instances.push_back({.instance = seen_.instances[i].id});
      strip.add_to(ledger.instances.back().amounts);
      strip.add_to(ledger.amounts);
      ran += strip.end() - strip.begin();
      covered.emplace_back(strip.begin(), strip.end());
    }
    std::ranges::sort(covered);
    Instant at = seen_.began;
    Duration gaps{};
    for (covered.emplace_back(until_, until_); const auto& [from, to] : covered) {
      if (from > at) {
        without.add_to(ledger.amounts, at, from);
        gaps += from - at;
      }
      at = std::max(at, to);
    }
    ledger.overlap = ran + gaps - ledger.wall;
    return ledger;
  }

  /// What the time without an instance is spent on. Of several things the last painted holds.
  void waiting(Strip& without) const {
    if (seen_.instances.empty()) return;
    const InstanceTimeline& last = seen_.instances.back();
    const Instant came = last.running.value_or(last.ended.value_or(until_));
    without.paint(seen_.began, came, Spent::WaitingForCapacity);
    if (seen_.execution) {
      for (const StateVisit& visit : seen_.execution->visits) {
        if (visit.waits) {
          without.paint(visit.entered, visit.left.value_or(until_), Spent::WaitingForTime);
        }
      }
    }
    for (const InstanceTimeline& each : seen_.instances) {
      without.paint(each.requested, each.running.value_or(each.ended.value_or(until_)),
                    Spent::WaitingForCapacity);
    }
  }

  const Observation& seen_;
  const Work& work_;
  Instant until_;
  std::vector<std::vector<Sample>> curves_;
  std::vector<Strip> strips_;
};

}  // namespace

double Ledger::percent(Spent spent) const {
  const auto whole = std::chrono::duration<double>{wall + overlap}.count();
  return whole > 0 ? 100 * std::chrono::duration<double>{of(spent)}.count() / whole : 0;
}

Ledger make_ledger(const Observation& observation, const Work& work) {
  return Bookkeeping{observation, work}.make();
}

}  // namespace spotdrill::drill
