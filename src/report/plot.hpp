// The picture of a drill: progress and saved work over time, the instances below, the moments of
// each interruption on it. SVG, without scripts: what the pointer is on is shown by style alone.
#pragma once

#include <string>

#include "report/report.hpp"

namespace spotdrill::report {

struct PlotRange {
  Instant from;
  Instant to;
};

/// Units: CSS pixels. Text keeps its size, so that a narrow page needs a picture of its own.
struct PlotSize {
  double width = 1080;
  double height = 260;  ///< Of the plotted area alone.
};

/// The whole drill.
PlotRange whole_range(const Report& report);

/// The moments around one interruption.
PlotRange range_of(const Report& report, const api::report::Interruption& interruption);

/// The picture of what happened in `range`. `title` is for those who do not see it. With `zoomed`
/// the vertical axis shows what there is to see in the range, not the whole.
std::string plot_svg(const Report& report, PlotRange range, PlotSize size, std::string_view title,
                     bool zoomed);

}  // namespace spotdrill::report
