#include "report/sparkline.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "report/plot.hpp"
#include "report/series.hpp"

namespace spotdrill::report {

namespace {

constexpr std::array<std::string_view, 8> spark_levels{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr std::string_view spark_nothing = "·";

/// What the newest instance had reported at `at`.
const Sample* progress_at(const Report& report, Instant at) {
  const api::report::Instance* worker = worker_at(report, at);
  return worker == nullptr ? nullptr : newest_at(worker->progress, at);
}

}  // namespace

std::string sparkline(const Report& report, std::size_t columns) {
  const bool any = std::ranges::any_of(
      report.instances, [](const api::report::Instance& each) { return !each.progress.empty(); });
  if (!any) return {};
  // What comes after the work was done is the drill's cleaning up.
  PlotRange range = whole_range(report);
  range.to = report.completed_at.value_or(range.to);
  std::string line;
  for (std::size_t column = 1; column <= columns; ++column) {
    const auto part_of_time = static_cast<double>(column) / static_cast<double>(columns);
    const Instant at =
        range.from + std::chrono::duration_cast<Duration>((range.to - range.from) * part_of_time);
    const Sample* sample = progress_at(report, at);
    if (sample == nullptr) {
      line += spark_nothing;
      continue;
    }
    const double part = std::clamp(sample->value / report.total, 0.0, 1.0);
    // Only the whole is █, only nothing is ▁.
    line += spark_levels[part == 0 ? 0 : part == 1 ? 7 : 1 + static_cast<std::size_t>(part * 6)];
  }
  return line;
}

}  // namespace spotdrill::report
