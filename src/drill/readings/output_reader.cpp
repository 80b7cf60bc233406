#include "drill/readings/output_reader.hpp"

#include <algorithm>
#include <cmath>

#include "drill/readings/figure_words.hpp"
#include "drill/readings/line_figures.hpp"

namespace spotdrill::drill {

namespace {

/// Kinds of lines with figures that are told apart; further ones are passed over.
constexpr std::size_t series_max = 64;

/// A percentage and a pair tell the same when they differ by no more than rounding. Units: percent.
constexpr double same_percent = 1.5;

bool tells_the_same(double percent, const LineFigure& pair) {
  return pair.of && *pair.of > 0 && std::abs(100 * pair.value / *pair.of - percent) <= same_percent;
}

template <class Figure>
bool overlaps(const Figure& figure, const NumberPattern::Match& match) {
  return figure.begin < match.end && match.begin < figure.end;
}

/// Words of which the count in a line is `match`; null: it is none.
const LineCount* count_in(const LineCounts& counts, const NumberPattern::Match& match) {
  const auto found = std::ranges::find_if(
      counts.now, [&](const LineCount& count) { return overlaps(count, match); });
  return found == counts.now.end() ? nullptr : &*found;
}

Pair pair_of(const LineFigure& figure) {
  return {figure.value, figure.of.value_or(0)};
}

/// The pair on a line that counts what comes again and again; not `but`, and not what only tells
/// `but` otherwise: "12 of 40 files (30%)".
const LineFigure* outer_in(const std::vector<LineFigure>& figures, const LineFigure* but) {
  const auto found = std::ranges::find_if(figures, [&](const LineFigure& figure) {
    if (!figure.outer || figure.kind != LineFigure::Kind::Pair || &figure == but) return false;
    const bool percent = but != nullptr && but->kind == LineFigure::Kind::Percent;
    return !percent || !tells_the_same(but->value, figure);
  });
  return found == figures.end() ? nullptr : &*found;
}

/// Lines that begin alike tell one figure, whatever comes behind it: a name that is each time
/// another, what a bar's last line adds, or what was printed on its line.
bool is_one_figure(const OutputSeries& one, const OutputSeries& other) {
  return one.before == other.before && one.label == other.label && one.percent == other.percent &&
         one.outer == other.outer && one.other == other.other && one.bare == other.bare;
}

template <class Figure>
std::string shape_before(std::string_view line, const Figure& figure) {
  std::string before = line_shape(line.substr(0, figure.begin));
  if (!before.empty()) return before;
  const std::string behind = line_shape(line.substr(figure.end));
  return line_shape(line.substr(figure.begin, figure.end - figure.begin)) +
         behind.substr(0, behind.find(' ', 1));
}

}  // namespace

OutputReader::OutputReader(const std::string& pattern) {
  if (!pattern.empty()) pattern_.emplace(pattern);
}

std::vector<Reading> OutputReader::read(std::string_view line, Instant at) {
  std::vector<Reading> found;
  if (pattern_) {
    find_by_pattern(line, at, found);
  } else {
    find_all(line, at, found);
  }
  return found;
}

void OutputReader::find_by_pattern(std::string_view line, Instant at, std::vector<Reading>& found) {
  const auto [figures, uncounted] = read_line(line);
  const std::optional<NumberPattern::Match> match = pattern_->last_in(line);
  const LineCounts counts = figures.empty() ? take_counts(line) : LineCounts{};
  if (!match) {
    if (const LineFigure* outer = outer_in(figures, nullptr)) cycle_ = pair_of(*outer);
    return;
  }
  const auto own = std::ranges::find_if(
      figures, [&](const LineFigure& figure) { return overlaps(figure, *match); });
  const LineFigure* self = own == figures.end() ? nullptr : &*own;
  Reading reading{.at = at, .value = match->value};
  if (self != nullptr && self->kind == LineFigure::Kind::Percent) {
    reading.unit = Unit::Percent;
    for (const LineFigure& figure : figures) {
      if (figure.kind == LineFigure::Kind::Pair && tells_the_same(match->value, figure)) {
        reading.steps = pair_of(figure);
      }
    }
  } else if (self != nullptr && self->value == match->value) {
    reading.unit = Unit::Count;
    reading.of = self->of;
  } else if (const LineCount* count = count_in(counts, *match)) {
    if (const auto in_all = announced_for(*count)) {
      reading.unit = Unit::Count;
      reading.of = in_all;
    }
  }
  if (const LineFigure* outer = outer_in(figures, self)) cycle_ = pair_of(*outer);
  if (self == nullptr || !self->outer) reading.cycle = cycle_of(uncounted);
  if (self != nullptr) reading.by = self->by;
  found.push_back(reading);
}

void OutputReader::find_all(std::string_view line, Instant at, std::vector<Reading>& found) {
  const auto [figures, uncounted] = read_line(line);
  if (figures.empty()) return find_counts(line, at, found);
  const LineFigure* outer = outer_in(figures, nullptr);
  if (outer != nullptr) cycle_ = pair_of(*outer);
  const std::optional<Pair> cycle = cycle_of(uncounted);
  const std::string shape = line_shape(line);
  for (const LineFigure& figure : figures) {
    const bool percent = figure.kind == LineFigure::Kind::Percent;
    const OutputSeries own{.shape = shape,
                           .before = shape_before(line, figure),
                           .label = figure.label,
                           .percent = percent,
                           .outer = figure.outer,
                           .other = figure.other};
    // The pair beside it tells the same, and more exactly; but "Stage 3/3: 100%" by chance only,
    // where it told something else before.
    if (percent && !known(own) && std::ranges::any_of(figures, [&](const LineFigure& each) {
          return each.kind == LineFigure::Kind::Pair && tells_the_same(figure.value, each);
        })) {
      continue;
    }
    const auto series = series_of(own);
    if (!series) continue;
    found.push_back({.at = at,
                     .value = figure.value,
                     .unit = percent ? Unit::Percent : Unit::Count,
                     .of = figure.of,
                     .cycle = figure.outer ? std::nullopt : cycle,
                     .by = figure.by,
                     .series = *series});
  }
}

void OutputReader::find_counts(std::string_view line, Instant at, std::vector<Reading>& found) {
  const LineCounts counts = take_counts(line);
  for (const LineCount& count : counts.now) {
    const auto series = series_of({.shape = line_shape(line),
                                   .before = shape_before(line, count),
                                   .label = count.label,
                                   .outer = figure_word(count.label) == FigureWord::Outer,
                                   .bare = true});
    if (!series) continue;
    found.push_back({.at = at,
                     .value = count.value,
                     .unit = Unit::Count,
                     .of = announced_for(count),
                     .series = *series});
  }
}

LineCounts OutputReader::take_counts(std::string_view line) {
  LineCounts counts = line_counts(line);
  for (const LineCount& each : counts.in_all) announced_.emplace(each.label, each.value);
  return counts;
}

std::optional<double> OutputReader::announced_for(const LineCount& count) {
  const auto found = announced_.find(count.label);
  if (found == announced_.end()) return std::nullopt;
  // What is passed was something else: the steps of an epoch, of a warm-up.
  if (count.value > found->second) found->second = 0;
  return found->second > 0 ? std::optional{found->second} : std::nullopt;
}

std::optional<Pair> OutputReader::cycle_of(std::optional<double> uncounted) const {
  if (cycle_) return cycle_;
  return uncounted ? std::optional<Pair>{{*uncounted, 0}} : std::nullopt;
}

std::optional<std::size_t> OutputReader::known(const OutputSeries& series) const {
  const auto found = std::ranges::find_if(
      series_, [&](const OutputSeries& each) { return is_one_figure(each, series); });
  if (found == series_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - series_.begin());
}

std::optional<std::size_t> OutputReader::series_of(OutputSeries series) {
  if (const auto index = known(series)) return index;
  if (series_.size() >= series_max / 2) {
    // Lines with other words each: what is left to tell them by is their figures.
    series.shape = series.before = "…";
    if (const auto rest = known(series)) return rest;
  }
  if (series_.size() >= series_max) return std::nullopt;
  series_.push_back(std::move(series));
  return series_.size() - 1;
}

}  // namespace spotdrill::drill
