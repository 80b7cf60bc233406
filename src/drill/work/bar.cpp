#include "drill/work/bar.hpp"

#include <algorithm>
#include <map>
#include <ranges>

#include "drill/work/workers.hpp"

namespace spotdrill::drill {

namespace {

/// A bar that was so full and is so empty has begun again.
constexpr double nearly_full = 0.8;
constexpr double nearly_empty = 0.3;

/// A bar that was so empty just before it was full has not filled up: one such reading is a stray.
constexpr double filling = 0.4;

/// Readings of another bar beside the main one, such as an evaluation's, are fewer than these.
constexpr double main_share = 0.6;

Duration span_of(const std::vector<Reading>& readings) {
  return readings.empty() ? Duration::zero() : readings.back().at - readings.front().at;
}

/// Of several bars that count to something else each, the one that goes on all the time; all, where
/// one simply follows the other.
std::vector<Reading> main_bar(std::vector<Reading> readings) {
  std::map<double, std::vector<Reading>> bars;
  for (const Reading& reading : readings) bars[counts_to(reading).value_or(0)].push_back(reading);
  if (bars.size() < 2) return readings;
  const auto longest =
      std::ranges::max_element(bars, {}, [](const auto& entry) { return span_of(entry.second); });
  const bool main = span_of(longest->second) > main_share * span_of(readings);
  return main ? longest->second : readings;
}

/// Whether `readings` are counts of which nothing has said how many there will be.
bool are_open_ended(const Observation& observation,
                    const std::vector<std::vector<Reading>>& readings) {
  return std::ranges::all_of(readings | std::views::join, [&](const Reading& reading) {
    const bool bare =
        reading.series < observation.series.size() && observation.series[reading.series].bare;
    return bare && !reading.of;
  });
}

/// Has counts count to what the author says, else to the most that there was.
void give_whole(const Observation& observation, Bar& bar) {
  if (bar.empty() || !are_open_ended(observation, bar.readings)) return;
  bar.open_ended = !observation.total_given;
  double most = observation.total_given ? observation.total : 0;
  for (const Reading& reading : bar.readings | std::views::join) {
    most = std::max(most, reading.value);
  }
  for (Reading& reading : bar.readings | std::views::join) reading.of = most;
}

void note_course(const Observation& observation, Bar& bar) {
  bool overall = false;  // A new cycle does not empty it.
  bool cycles = false;
  int sudden = 0;
  for (const std::vector<Reading>& readings : bar.readings) {
    for (std::size_t i = 0; i < readings.size(); ++i) {
      if (readings[i].cycle) {
        cycles = true;
        bar.cycles_from_zero |= readings[i].cycle->value == 0;
      }
      if (i == 0) continue;
      const double before = fullness(readings[i - 1], observation.total);
      const double now = fullness(readings[i], observation.total);
      const bool again = before >= nearly_full && now <= nearly_empty;
      if (again) {
        const bool filled =
            i < 2 || fullness(readings[i - 2], observation.total) >= filling || ++sudden > 1;
        bar.begins_again |= filled;
      }
      if (now > before) ++bar.rises;
      if (now < before && !again) ++bar.falls;
      const bool next_cycle = readings[i].cycle && readings[i - 1].cycle &&
                              readings[i].cycle->value > readings[i - 1].cycle->value;
      overall |= next_cycle && now >= before;
    }
  }
  bar.in_cycles = cycles && (bar.begins_again || !overall);
  const auto first =
      std::ranges::find_if(bar.readings, [](const auto& each) { return !each.empty(); });
  bar.cycles_end_it = bar.in_cycles && first != bar.readings.end() && !first->front().cycle;
}

}  // namespace

std::optional<double> counts_to(const Reading& reading) {
  return reading.steps ? std::optional{reading.steps->of} : reading.of;
}

bool goes_up_and_down(const Bar& bar) {
  return bar.falls > 1 && 5 * bar.falls > bar.rises;
}

double fullness(const Reading& reading, double total) {
  if (reading.unit == Unit::Percent) return reading.value / 100;
  return reading.value / reading.of.value_or(total);
}

std::optional<double> Bar::whole(std::size_t instance) const {
  for (const Reading& reading : readings[instance]) {
    if (in_cycles && reading.cycle) return reading.cycle->of;
    if (!in_cycles && counts_to(reading)) return counts_to(reading);
  }
  return std::nullopt;
}

bool Bar::empty() const {
  return std::ranges::all_of(readings, [](const auto& each) { return each.empty(); });
}

Duration Bar::span() const {
  std::optional<Instant> first;
  Instant last;
  for (const std::vector<Reading>& each : readings) {
    if (each.empty()) continue;
    if (!first) first = each.front().at;
    last = each.back().at;
  }
  return first ? last - *first : Duration::zero();
}

Bar bar_of(const Observation& observation, std::size_t series) {
  return bar_of(observation, [&](const Reading& reading, std::size_t /*instance*/) {
    return reading.series == series;
  });
}

Bar bar_of(const Observation& observation,
           const std::function<bool(const Reading&, std::size_t)>& belongs) {
  Bar told;
  for (std::size_t i = 0; i < observation.instances.size(); ++i) {
    std::vector<Reading>& own = told.readings.emplace_back();
    std::ranges::copy_if(observation.instances[i].progress, std::back_inserter(own),
                         [&](const Reading& reading) { return belongs(reading, i); });
  }
  give_whole(observation, told);
  note_course(observation, told);
  std::optional<Together> together;
  if (goes_up_and_down(told)) together = count_together(told.readings);
  Bar bar;
  bar.open_ended = told.open_ended;
  if (together) {
    bar.readings = std::move(together->readings);
    bar.workers = together->workers;
  } else {
    for (auto& own : told.readings) bar.readings.push_back(main_bar(std::move(own)));
  }
  note_course(observation, bar);
  return bar;
}

}  // namespace spotdrill::drill
