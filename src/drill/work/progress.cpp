#include "drill/work/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "drill/readings/figures.hpp"
#include "drill/work/bar_choice.hpp"
#include "drill/work/ending.hpp"
#include "drill/work/samples.hpp"

namespace spotdrill::drill {

namespace {

/// What is missing in the last report of a cycle, at the most.
constexpr double nearly_whole = 0.9;

/// How the readings of one instance are put on the scale of the whole.
struct Scale {
  double total = 100;  ///< Of the whole, in the unit of the samples.
  double whole = 0;    ///< Of the whole, as the bar counts; 0: it does not say.
  double before = 0;   ///< What was done before this bar's zero, as the bar counts.
};

/// Cycles that were done when the bar of `reading` began.
double cycles_before(const Bar& bar, const Reading& reading) {
  if (!reading.cycle) return 0;
  const bool counts_done = bar.cycles_end_it || bar.cycles_from_zero;
  return std::max(0.0, counts_done ? reading.cycle->value : reading.cycle->value - 1);
}

/// The last reading of a job that came to its own end on its last instance; null: it did not.
const Reading* last_of_ended(const Observation& observation, const Bar& bar) {
  if (observation.instances.empty() || bar.readings.back().empty()) return nullptr;
  const InstanceTimeline& instance = observation.instances.back();
  const std::optional<WorkloadEnd> end = workload_end(instance);
  if (!end || end->how != ProcessEnd{}) return nullptr;
  const auto told = earlier(earlier(instance.notice, instance.rebalance), instance.shutdown_begun);
  return told && *told < end->at ? nullptr : &bar.readings.back().back();
}

/// How many cycles there were, where no line says so: the author does, or the last full one was the
/// last of a job that was not interrupted. 0: nobody knows yet.
double cycles_in_all(const Observation& observation, const Bar& bar) {
  if (observation.total_given) return observation.total;
  const Reading* last = last_of_ended(observation, bar);
  if (last == nullptr || !last->cycle) return 0;
  return fullness(*last, observation.total) < nearly_whole ? 0 : cycles_before(bar, *last) + 1;
}

/// Whether a replacement's count began where the first instance's did.
bool began_again(const Bar& bar) {
  const auto begun = [](const std::vector<Reading>& own) { return !own.empty(); };
  const auto first = std::ranges::find_if(bar.readings, begun);
  return first != bar.readings.end() &&
         std::any_of(std::next(first), bar.readings.end(), [&](const std::vector<Reading>& own) {
           return !own.empty() && own.front().value <= first->front().value;
         });
}

/// Why it is not known what an open-ended count comes to; empty: to the most that it was, at the
/// job's own end.
std::string why_open_ended(const Observation& observation, const Bar& bar) {
  if (began_again(bar)) {
    return "it is a count that began again with the replacement: with all of the work, so that "
           "what was done is lost, or with what was left. How many there are in all tells it: say "
           "it (workload.total, --total)";
  }
  const Reading* last = last_of_ended(observation, bar);
  if (last != nullptr && last->value >= last->of) return {};
  return "it is a count, and nothing says how many there will be: say it (workload.total, "
         "--total), or interrupt after a time (interrupt-at: 90s, --interrupt-at 90s)";
}

double on_scale(const Bar& bar, const Reading& reading, const Scale& scale) {
  const double part = fullness(reading, scale.total);
  if (bar.in_cycles && scale.whole > 0) {
    return scale.total *
           std::min(1.0, (scale.before + cycles_before(bar, reading) + part) / scale.whole);
  }
  if (scale.before > 0 && reading.unit == Unit::Percent && !reading.steps) {
    return scale.before + (scale.total - scale.before) * part;
  }
  if (scale.before > 0) {
    const double own = reading.steps ? reading.steps->value : reading.value;
    return scale.total * (scale.before + own) / scale.whole;
  }
  if (reading.unit == Unit::Percent || reading.of) return scale.total * part;
  return reading.value;
}

/// Where a replacement's bar counts what was left, not the whole: what was done before. `furthest`:
/// how far the work was, as the bar counts.
double done_before(const Bar& bar, std::size_t instance, double whole, double furthest) {
  const std::optional<double> own = bar.whole(instance);
  if (!own || whole <= 0 || *own >= whole) return 0;
  const double before = whole - *own;
  const double tolerance = std::max(1.0, whole / 20);
  return before <= furthest + tolerance ? before : 0;
}

/// Where a replacement's percentages begin at zero again, of the whole or of what was left: its
/// pace tells. Of half of the work each percent takes half the time. What was done before, or 0.
double percent_before(const std::vector<std::vector<Sample>>& samples, std::size_t instance,
                      const std::vector<Reading>& readings, double furthest) {
  constexpr double told_apart_min = 20;  // Of less, the pace differs too little.
  constexpr double tolerance = 6;
  const bool from_zero_to_end = readings.size() > 4 && readings.front().value <= tolerance &&
                                readings.back().value >= 100 - tolerance;
  if (furthest < told_apart_min || !from_zero_to_end) return 0;
  std::vector<Sample> own;
  for (const Reading& reading : readings) own.push_back({reading.at, reading.value});
  const double usual = usual_seconds(samples[instance - 1]);
  const double now = usual_seconds(own);
  if (usual <= 0 || now <= 0) return 0;
  return std::abs(100 * (1 - now / usual) - furthest) <= tolerance ? furthest : 0;
}

double total_of(const Observation& observation, const Bar& bar, double whole,
                std::vector<std::string>& doubts) {
  if (bar.in_cycles) return 100;
  const bool counted = std::ranges::any_of(bar.readings, [](const std::vector<Reading>& each) {
    return !each.empty() && each.front().unit == Unit::Count && each.front().of;
  });
  if (!counted || whole <= 0) return observation.total;
  if (observation.total_given && observation.total != whole) {
    doubts.push_back(fmt::format(
        "the drill says that progress counts to {:g}, the output counts to {:g}: the output's "
        "is taken",
        observation.total, whole));
  }
  return whole;
}

bool is_of_percent(const std::vector<Reading>& readings) {
  return !readings.empty() && std::ranges::all_of(readings, [](const Reading& reading) {
    return reading.unit == Unit::Percent && !reading.steps && !reading.cycle;
  });
}

void place(const Observation& observation, const Bar& bar, Progress& progress) {
  double whole = 0;
  for (std::size_t i = 0; i < bar.readings.size() && whole <= 0; ++i) {
    whole = bar.whole(i).value_or(0);
  }
  if (bar.in_cycles && whole <= 0 && !bar.empty()) {
    whole = cycles_in_all(observation, bar);
    if (whole <= 0) {
      progress.unknown =
          "it is that of a part ('Epoch 3: 45%'), and nothing says how many parts there are: say "
          "it (workload.total, --total), or interrupt after a time (interrupt-at: 90s, "
          "--interrupt-at 90s)";
      return;
    }
  }
  progress.total = total_of(observation, bar, whole, progress.doubts);
  double furthest = 0;
  for (std::size_t i = 0; i < bar.readings.size(); ++i) {
    Scale scale{.total = progress.total, .whole = whole};
    if (i > 0 && whole > 0) {
      scale.before = done_before(bar, i, whole, furthest * whole / progress.total);
    } else if (i > 0 && is_of_percent(bar.readings[i])) {
      scale.before = percent_before(progress.samples, i, bar.readings[i], furthest);
      if (scale.before > 0) scale.whole = 100;
    }
    for (const Reading& reading : bar.readings[i]) {
      progress.samples[i].push_back(
          {reading.at, tidy(on_scale(bar, reading, scale)), reading.not_before});
      furthest = std::max(furthest, progress.samples[i].back().value);
      if (reading.cycle && reading.cycle->of > 0) progress.counts.push_back(reading.cycle->of);
      // Steps of an epoch, and so of all.
      if (bar.in_cycles && reading.of) progress.counts.push_back(*reading.of * whole);
    }
  }
  if (whole > 0) progress.counts.push_back(whole);
  std::ranges::sort(progress.counts);
  const auto same = std::ranges::unique(progress.counts);
  progress.counts.erase(same.begin(), same.end());
}

}  // namespace

Progress read_progress(const Observation& observation) {
  Progress progress{.total = observation.total,
                    .samples = std::vector<std::vector<Sample>>(observation.instances.size())};
  Bar bar;
  if (observation.series.empty()) {
    bar = bar_of(observation, 0);
  } else {
    BarChoice choice = choose_bar(observation);
    if (choice.from.empty()) return progress;
    progress.from = std::move(choice.from);
    progress.instead = std::move(choice.instead);
    progress.guess = choice.guess;
    bar = std::move(choice.bar);
  }
  if (bar.begins_again && !bar.in_cycles) {
    progress.unknown =
        "it comes to its end and begins again within one instance: it is that of a part "
        "(an epoch, a file, a phase), and nothing beside it says how many parts there are, so that "
        "how far the whole work was is not known: interrupt after a time (interrupt-at: 90s, "
        "--interrupt-at 90s), or let it print how far all of it is";
    return progress;
  }
  if (bar.open_ended) progress.unknown = why_open_ended(observation, bar);
  if (!progress.unknown.empty()) return progress;
  progress.workers = bar.workers;
  place(observation, bar, progress);
  return progress;
}

}  // namespace spotdrill::drill
