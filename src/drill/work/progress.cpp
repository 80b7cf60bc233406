#include "drill/work/progress.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "drill/work/bar_choice.hpp"

namespace spotdrill::drill {

namespace {

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

double on_scale(const Bar& bar, const Reading& reading, const Scale& scale) {
  const double part = fullness(reading, scale.total);
  if (bar.in_cycles && scale.whole > 0) {
    return scale.total *
           std::min(1.0, (scale.before + cycles_before(bar, reading) + part) / scale.whole);
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

void place(const Observation& observation, const Bar& bar, Progress& progress) {
  double whole = 0;
  for (std::size_t i = 0; i < bar.readings.size() && whole <= 0; ++i) {
    whole = bar.whole(i).value_or(0);
  }
  progress.total = total_of(observation, bar, whole, progress.doubts);
  double furthest = 0;
  for (std::size_t i = 0; i < bar.readings.size(); ++i) {
    Scale scale{.total = progress.total, .whole = whole};
    if (i > 0 && whole > 0) {
      scale.before = done_before(bar, i, whole, furthest * whole / progress.total);
    }
    for (const Reading& reading : bar.readings[i]) {
      progress.samples[i].push_back({reading.at, on_scale(bar, reading, scale)});
      furthest = std::max(furthest, progress.samples[i].back().value);
      if (reading.cycle) progress.counts.push_back(reading.cycle->of);
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
    progress.doubts.emplace_back(
        "progress comes to its end and begins again within one instance: it is that of a part "
        "(an epoch, a file, a phase), and nothing beside it says how many parts there are. So how "
        "far the whole work was is not known");
    return progress;
  }
  place(observation, bar, progress);
  return progress;
}

}  // namespace spotdrill::drill
