// Where things stand in a plot: times and percentages as pixels, ticks, and labels that do not run
// into each other. Used by plot.cpp only.
#pragma once

#include <string>
#include <vector>

#include "report/marks.hpp"
#include "report/plot.hpp"

namespace spotdrill::report {

/// Of a monospaced font of 11 px: every letter is 0.6 em wide, or a little more.
inline constexpr double letter_width = 6.7;
inline constexpr double label_height = 14;

struct Span {
  double from = 0;
  double to = 0;
};

/// Places of a plotted area of `size.width`, margins included.
class PlotAxes {
 public:
  PlotAxes(PlotRange range, Span percents, PlotSize size, double top)
      : range_(range), percents_(percents), size_(size), top_(top) {}

  [[nodiscard]] double x(Instant at) const;
  [[nodiscard]] double y(double percent) const;
  [[nodiscard]] double left() const { return 58; }
  [[nodiscard]] double right() const { return size_.width - 8; }
  [[nodiscard]] double top() const { return top_; }
  [[nodiscard]] double bottom() const { return top_ + size_.height; }
  /// What is at `x`.
  [[nodiscard]] Instant time_at(double x) const;
  [[nodiscard]] const PlotRange& range() const { return range_; }
  [[nodiscard]] Span percents() const { return percents_; }

 private:
  PlotRange range_;
  Span percents_;
  PlotSize size_;
  double top_;
};

/// Moments since `began` that have round names, as many as have room.
std::vector<Instant> time_ticks(const PlotRange& range, Instant began, double width);

/// Round percentages.
std::vector<double> percent_ticks(Span percents);

/// A mark with the place of its label.
struct PlacedMark {
  Mark mark;
  double x = 0;
  double label_x = 0;
  bool leftwards = false;  ///< The label ends at label_x.
  double from = 0;         ///< From where to where the label is.
  double to = 0;
  int lane = -1;  ///< Row of the label, 0 on top; -1: there is no room for it.
};

/// Marks within `axes`, those at one place joined, with their labels in rows in which none touches
/// another, and where no mark's line, which begins at its label, goes through another's label.
std::vector<PlacedMark> place_marks(const std::vector<Mark>& marks, const PlotAxes& axes);

/// How many rows the labels take.
int lanes_of(const std::vector<PlacedMark>& marks);

}  // namespace spotdrill::report
