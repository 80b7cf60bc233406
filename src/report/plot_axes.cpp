#include "report/plot_axes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace spotdrill::report {

namespace {

double seconds_between(Instant from, Instant to) {
  return seconds_of(to - from);
}

/// Rows of labels at most: with more, the picture is for the lines and the table for the words.
constexpr int lanes_max = 7;

/// Marks nearer than this are one.
constexpr double joined_px = 3;

/// Between a label and the next thing.
constexpr double label_air = 4;

/// Whether two labelled marks can be in these rows.
bool apart(const PlacedMark& a, int lane, const PlacedMark& b) {
  if (b.lane < 0) return true;  // Its line begins below all labels.
  if (lane == b.lane) return a.to + label_air < b.from || b.to + label_air < a.from;
  // The line of the upper one goes down beside the lower one's label.
  const PlacedMark& upper = lane < b.lane ? a : b;
  const PlacedMark& lower = lane < b.lane ? b : a;
  return upper.x < lower.from - 2 || upper.x > lower.to + 2;
}

/// The uppermost row for `mark` beside those that have theirs; -1: none is free.
int free_lane(std::span<const PlacedMark> others, const PlacedMark& mark) {
  for (int lane = 0; lane < lanes_max; ++lane) {
    const bool free = std::ranges::all_of(
        others, [&](const PlacedMark& other) { return apart(mark, lane, other); });
    if (free) return lane;
  }
  return -1;
}

}  // namespace

double PlotAxes::x(Instant at) const {
  const double whole = std::max(seconds_between(range_.from, range_.to), 1e-3);
  return left() + (right() - left()) * seconds_between(range_.from, at) / whole;
}

double PlotAxes::y(double percent) const {
  const double whole = std::max(percents_.to - percents_.from, 1e-9);
  return bottom() - size_.height * (percent - percents_.from) / whole;
}

Instant PlotAxes::time_at(double x) const {
  const double whole = seconds_between(range_.from, range_.to);
  return range_.from + duration_of(whole * (x - left()) / (right() - left()));
}

std::vector<Instant> time_ticks(const PlotRange& range, Instant began, double width) {
  constexpr std::array<double, 23> steps{0.1, 0.5,  1,    2,    5,     10,    15,   20,
                                         30,  40,   60,   90,   120,   180,   300,  600,
                                         900, 1800, 3600, 7200, 14400, 43200, 86400};
  constexpr double room = 84;  // "T+12m30s" and air.
  const double whole = seconds_between(range.from, range.to);
  const double most = std::max(2.0, std::floor(width / room));
  double step = steps.back();
  for (const double each : steps) {
    if (whole / each > most) continue;
    step = each;
    break;
  }
  while (whole / step > most) step *= 2;
  std::vector<Instant> ticks;
  const double first = std::ceil(seconds_between(began, range.from) / step - 1e-9) * step;
  for (int i = 0; static_cast<double>(i) <= most; ++i) {
    const Instant at = began + duration_of(first + i * step);
    if (at > range.to) break;
    ticks.push_back(at);
  }
  return ticks;
}

std::vector<double> percent_ticks(Span percents) {
  constexpr std::array<double, 9> steps{0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50};
  constexpr double most = 5;
  double step = steps.back();
  for (const double each : steps) {
    if ((percents.to - percents.from) / each > most) continue;
    step = each;
    break;
  }
  std::vector<double> ticks;
  for (double at = std::ceil(percents.from / step) * step;
       at <= percents.to + 1e-9 && ticks.size() < 12; at += step) {
    ticks.push_back(at);
  }
  return ticks;
}

std::vector<PlacedMark> place_marks(const std::vector<Mark>& marks, const PlotAxes& axes) {
  std::vector<PlacedMark> placed;
  for (const Mark& mark : marks) {
    if (mark.at < axes.range().from || mark.at > axes.range().to) continue;
    const double x = axes.x(mark.at);
    if (!placed.empty() && x - placed.back().x < joined_px) {
      placed.back().mark.label += ", " + mark.label;
      placed.back().mark.css_class = mark.css_class;
      continue;
    }
    placed.push_back({mark, x});
  }
  for (std::size_t i = 0; i < placed.size(); ++i) {
    PlacedMark& each = placed[i];
    const double width = static_cast<double>(each.mark.label.size()) * letter_width;
    for (const bool leftwards : {false, true}) {
      each.leftwards = leftwards;
      each.label_x = leftwards ? each.x - 4 : each.x + 4;
      each.from = leftwards ? each.label_x - width : each.label_x;
      each.to = each.from + width;
      if (each.from < 2 || each.to > axes.right() + 2) continue;
      each.lane = free_lane(std::span{placed}.first(i), each);
      if (each.lane >= 0) break;
    }
  }
  return placed;
}

int lanes_of(const std::vector<PlacedMark>& marks) {
  int lanes = 0;
  for (const PlacedMark& each : marks) lanes = std::max(lanes, each.lane + 1);
  return lanes;
}

}  // namespace spotdrill::report
