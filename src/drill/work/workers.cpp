#include "drill/work/workers.hpp"

#include <algorithm>
#include <map>
#include <ranges>

namespace spotdrill::drill {

namespace {

constexpr std::size_t workers_max = 64;
/// Fewer readings of each say nothing of their course.
constexpr std::size_t readings_each_min = 2;

/// What one worker has done, and of how much.
struct Count {
  double value = 0;
  double of = 100;
};

/// The counts of workers by their numbers.
using Counts = std::map<double, Count>;

Count count_of(const Reading& reading) {
  return {reading.value, reading.unit == Unit::Percent ? 100 : reading.of.value_or(100)};
}

/// The newest counts of an instance; nothing where one falls, or counts to something else.
std::optional<Counts> rising_counts(const std::vector<Reading>& readings) {
  Counts counts;
  for (const Reading& reading : readings) {
    if (!reading.by || reading.cycle) return std::nullopt;
    const Count now = count_of(reading);
    const auto [known, is_new] = counts.emplace(*reading.by, now);
    if (is_new) continue;
    if (now.value < known->second.value || now.of != known->second.of) return std::nullopt;
    known->second = now;
  }
  return counts;
}

/// Whether what the workers of an instance say tells them apart, and their course.
bool are_workers(const Counts& counts, std::size_t readings) {
  return counts.size() > 1 && counts.size() <= workers_max &&
         readings >= readings_each_min * counts.size();
}

Reading sum_of(const Counts& counts, const Reading& last) {
  Reading sum{.at = last.at, .unit = Unit::Count, .of = 0, .series = last.series};
  for (const Count& each : counts | std::views::values) {
    sum.value += each.value;
    *sum.of += each.of;
  }
  return sum;
}

/// The sums of an instance. `before`: what the workers of the one before had done; replaced.
std::vector<Reading> sums(const std::vector<Reading>& readings, const Counts& own, Counts& before) {
  const bool same_workers =
      std::ranges::any_of(own, [&](const auto& each) { return before.contains(each.first); });
  // Who says nothing any more was done. Numbers of processes are others each time.
  Counts all = same_workers ? before : Counts{};
  Counts told;
  std::vector<Reading> found;
  for (const Reading& reading : readings) {
    told.insert_or_assign(*reading.by, count_of(reading));
    all.insert_or_assign(*reading.by, count_of(reading));
    if (told.size() == own.size()) found.push_back(sum_of(all, reading));
  }
  if (!own.empty()) before = all;
  return found;
}

}  // namespace

std::optional<Together> count_together(const std::vector<std::vector<Reading>>& instances) {
  std::vector<Counts> counts;
  bool told_apart = false;
  for (const std::vector<Reading>& readings : instances) {
    std::optional<Counts> own = rising_counts(readings);
    if (!own) return std::nullopt;
    told_apart |= are_workers(*own, readings.size());
    counts.push_back(*std::move(own));
  }
  if (!told_apart) return std::nullopt;
  Together together;
  Counts before;
  for (std::size_t i = 0; i < instances.size(); ++i) {
    together.readings.push_back(sums(instances[i], counts[i], before));
    together.workers = std::max(together.workers, counts[i].size());
  }
  return together;
}

}  // namespace spotdrill::drill
