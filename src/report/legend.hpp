// What the colours of a picture mean: of what is in that picture, and of nothing else.
#pragma once

#include <string>
#include <string_view>

#include "report/markup.hpp"
#include "report/plot.hpp"

namespace spotdrill::report {

/// The legend of plot_svg's picture of `range`.
std::string plot_legend(const Report& report, const PlotRange& range);

/// One entry: `shape` is "area", "dot", or nothing for a line; `fill` a colour's class.
std::string legend_entry(std::string_view shape, std::string_view fill, std::string_view words);

}  // namespace spotdrill::report
