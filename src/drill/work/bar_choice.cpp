#include "drill/work/bar_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "drill/work/scattered.hpp"

namespace spotdrill::drill {

namespace {

/// How much a figure looks like the progress; 0: not at all.
enum Rank : int {
  none = 0,
  part_alone = 1,  ///< It is that of a part, and nothing says how many there are.
  count = 2,       ///< It alone does not say how many there will be.
  percentage = 4,
  pair = 6,
  outer_pair = 8,
  part_of_outer = 10,
};

struct Candidate {
  std::vector<std::size_t> series;
  int rank = none;
  Bar bar;
};

/// One line may be anything's; what is full in every line is something else, done again and again.
bool says_nothing(const Bar& bar) {
  int lines = 0;
  bool full = true;
  for (const std::vector<Reading>& readings : bar.readings) {
    lines += static_cast<int>(readings.size());
    full &= std::ranges::all_of(readings,
                                [](const Reading& reading) { return fullness(reading, 0) == 1; });
  }
  return full ? lines > 1 : lines == 1;
}

int rank_of(const OutputSeries& series, const Bar& bar) {
  if (series.other || bar.empty() || goes_up_and_down(bar)) return none;
  if (bar.begins_again && !bar.in_cycles) return part_alone;
  if (series.bare) return bar.rises > 0 ? count : none;
  int rank = series.percent ? percentage : series.outer ? outer_pair : pair;
  if (bar.in_cycles && !series.outer) rank = part_of_outer;
  if (bar.rises == 0 && bar.falls == 0 && says_nothing(bar)) return none;
  // What has never risen may be anything.
  return bar.rises > 0 ? rank : series.outer ? rank - 1 : percentage - 1;
}

/// "'epoch k/N'"; where no word stands before it, how its line begins.
std::string words_of(const OutputSeries& series, std::size_t workers) {
  constexpr std::size_t beginning_bytes = 24;
  const std::string_view figure = series.percent ? "%" : series.bare ? "k" : "k/N";
  const std::string together = workers > 1 ? fmt::format(", of {} together", workers) : "";
  if (!series.label.empty()) {
    return fmt::format("'{} {}' in the output{}", series.label, figure, together);
  }
  const bool whole = series.shape.size() <= beginning_bytes;
  return fmt::format("{} in the output's '{}{}'{}", figure, series.shape.substr(0, beginning_bytes),
                     whole ? "" : "…", together);
}

std::string words_of(const Observation& observation, const Candidate& candidate) {
  return words_of(observation.series[candidate.series.front()], candidate.bar.workers);
}

bool share_readings(const Candidate& one, const Candidate& other) {
  return std::ranges::find_first_of(one.series, other.series) != one.series.end();
}

/// What could be the progress: those of several series first.
std::vector<Candidate> candidates_in(const Observation& observation) {
  std::vector<Candidate> candidates;
  const auto add = [&](std::vector<std::size_t> series, Bar bar) {
    int rank = none;
    for (const std::size_t each : series) {
      rank = std::max(rank, rank_of(observation.series[each], bar));
    }
    if (rank > none) candidates.push_back({std::move(series), rank, std::move(bar)});
  };
  for (Scattered& each : scattered_counts(observation)) {
    add(std::move(each.series), std::move(each.bar));
  }
  for (std::size_t i = 0; i < observation.series.size(); ++i) add({i}, bar_of(observation, i));
  return candidates;
}

}  // namespace

BarChoice choose_bar(const Observation& observation) {
  std::vector<Candidate> candidates = candidates_in(observation);
  if (candidates.empty()) return {};
  std::ranges::stable_sort(candidates, [](const Candidate& one, const Candidate& other) {
    return std::pair{-one.rank, -one.bar.span()} < std::pair{-other.rank, -other.bar.span()};
  });
  const Candidate& best = candidates.front();
  BarChoice choice{.bar = best.bar, .from = words_of(observation, best)};
  choice.guess = best.rank <= percentage;
  // The same figure in lines of another form, or the epoch that a bar is part of, is no rival.
  for (const Candidate& rival : std::span{candidates}.subspan(1)) {
    if (best.rank == part_of_outer && rival.rank >= outer_pair - 1) continue;
    if (share_readings(best, rival)) continue;
    choice.instead = words_of(observation, rival);
    choice.guess |= rival.rank == best.rank;
    break;
  }
  return choice;
}

}  // namespace spotdrill::drill
