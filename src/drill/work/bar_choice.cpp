#include "drill/work/bar_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace spotdrill::drill {

namespace {

/// How much a figure looks like the progress; 0: not at all.
enum Rank : int { none = 0, percentage = 2, pair = 4, outer_pair = 6, part_of_outer = 8 };

struct Candidate {
  std::size_t series = 0;
  int rank = none;
  Bar bar;
};

/// What goes up and down by turns is a load, a rate or an accuracy, whatever it is called.
bool goes_up_and_down(const Bar& bar) {
  return bar.falls > 1 && 5 * bar.falls > bar.rises;
}

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
  if (bar.begins_again && !bar.in_cycles) return none;
  int rank = series.percent ? percentage : series.outer ? outer_pair : pair;
  if (bar.in_cycles && !series.outer) rank = part_of_outer;
  if (bar.rises == 0 && bar.falls == 0 && says_nothing(bar)) return none;
  // What has never risen may be anything.
  return bar.rises > 0 ? rank : series.outer ? rank - 1 : 1;
}

/// "'epoch k/N'"; where no word stands before it, how its line begins.
std::string words_of(const OutputSeries& series) {
  constexpr std::size_t beginning_bytes = 24;
  const std::string_view figure = series.percent ? "%" : "k/N";
  if (!series.label.empty()) return fmt::format("'{} {}' in the output", series.label, figure);
  const bool whole = series.shape.size() <= beginning_bytes;
  return fmt::format("{} in the output's '{}{}'", figure, series.shape.substr(0, beginning_bytes),
                     whole ? "" : "…");
}

}  // namespace

BarChoice choose_bar(const Observation& observation) {
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < observation.series.size(); ++i) {
    Candidate candidate{.series = i, .bar = bar_of(observation, i)};
    candidate.rank = rank_of(observation.series[i], candidate.bar);
    if (candidate.rank > none) candidates.push_back(std::move(candidate));
  }
  if (candidates.empty()) return {};
  std::ranges::stable_sort(candidates, [](const Candidate& one, const Candidate& other) {
    return std::pair{-one.rank, -one.bar.span()} < std::pair{-other.rank, -other.bar.span()};
  });
  const Candidate& best = candidates.front();
  BarChoice choice{.bar = best.bar, .from = words_of(observation.series[best.series])};
  choice.guess = best.rank <= percentage;
  // The same figure in lines of another form, or the epoch that a bar is part of, is no rival.
  for (const Candidate& rival : std::span{candidates}.subspan(1)) {
    if (best.rank == part_of_outer && rival.rank >= outer_pair - 1) continue;
    choice.instead = words_of(observation.series[rival.series]);
    choice.guess |= rival.rank == best.rank;
    break;
  }
  return choice;
}

}  // namespace spotdrill::drill
