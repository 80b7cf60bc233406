#include "drill/work/scattered.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

namespace spotdrill::drill {

namespace {

/// What readings of one count have in common.
struct Key {
  bool percent = false;
  double of = 0;      ///< A pair's.
  double cycles = 0;  ///< Of how many it is part; 0: of none that are counted.
  std::string label;  ///< A percentage's: a pair is told by what it counts to.

  auto operator<=>(const Key&) const = default;
};

Key key_of(const OutputSeries& series, const Reading& reading) {
  return {.percent = series.percent,
          .of = series.percent ? 0 : reading.of.value_or(0),
          .cycles = reading.cycle ? reading.cycle->of : 0,
          .label = series.percent ? series.label : std::string{}};
}

/// What the output has of one count.
struct Tally {
  std::size_t readings = 0;
  std::set<std::size_t> series;
};

/// What a replacement counts to that has less to do: of its keys like `key` the most frequent.
Key key_there(const std::map<Key, Tally>& counts, const Key& key) {
  if (counts.contains(key)) return key;
  const Key* best = &key;
  std::size_t most = 0;
  for (const auto& [each, tally] : counts) {
    if (std::tie(each.percent, each.label) != std::tie(key.percent, key.label)) continue;
    if (tally.readings <= most) continue;
    best = &each;
    most = tally.readings;
  }
  return *best;
}

bool is_one_count(const Bar& bar) {
  return bar.rises > 0 && bar.falls == 0 && bar.workers == 1 &&
         (bar.in_cycles || !bar.begins_again);
}

}  // namespace

std::vector<Scattered> scattered_counts(const Observation& observation) {
  std::vector<std::map<Key, Tally>> counts;
  for (const InstanceTimeline& instance : observation.instances) {
    std::map<Key, Tally>& own = counts.emplace_back();
    for (const Reading& reading : instance.progress) {
      const OutputSeries& series = observation.series.at(reading.series);
      if (series.other || series.bare) continue;
      Tally& tally = own[key_of(series, reading)];
      ++tally.readings;
      tally.series.insert(reading.series);
    }
  }
  const auto first = std::ranges::find_if(counts, [](const auto& each) { return !each.empty(); });
  std::vector<Scattered> found;
  if (first == counts.end()) return found;
  for (const auto& [key, tally] : *first) {
    std::vector<Key> keys;
    std::set<std::size_t> told_by;
    for (const auto& each : counts) {
      keys.push_back(key_there(each, key));
      const auto there = each.find(keys.back());
      if (there != each.end())
        told_by.insert(there->second.series.begin(), there->second.series.end());
    }
    if (told_by.size() < 2) continue;  // As most are; what follows takes its time.
    Scattered one{.series = {told_by.begin(), told_by.end()}};
    one.bar = bar_of(observation, [&](const Reading& reading, std::size_t instance) {
      const OutputSeries& series = observation.series.at(reading.series);
      return !series.other && !series.bare && key_of(series, reading) == keys[instance];
    });
    if (!is_one_count(one.bar)) continue;
    int rises = 0;
    for (const std::size_t each : one.series) {
      rises = std::max(rises, bar_of(observation, each).rises);
    }
    if (one.bar.rises > rises) found.push_back(std::move(one));
  }
  return found;
}

}  // namespace spotdrill::drill
