#include "report/legend.hpp"

#include <algorithm>

#include "report/pieces.hpp"
#include "report/series.hpp"

namespace spotdrill::report {

namespace {

namespace model = api::report;

bool any_sample(const std::vector<Sample>& samples, const PlotRange& range) {
  return std::ranges::any_of(
      samples, [&](const Sample& each) { return each.at >= range.from && each.at <= range.to; });
}

}  // namespace

std::string legend_entry(std::string_view shape, std::string_view fill, std::string_view words) {
  return fmt::format("<span><i class=\"{} {}\"></i>{}</span>", shape, fill, escaped(words));
}

std::string plot_legend(const Report& report, const PlotRange& range) {
  bool progress = false;
  bool saved = false;
  bool starting = false;
  bool running = false;
  bool ending = false;
  for (const model::Instance& each : report.instances) {
    const InstancePieces pieces = pieces_of(report, each);
    progress = progress || any_sample(each.progress, range);
    saved = saved || any_sample(each.saved, range);
    starting = starting || is_seen(range, each.requested_at, pieces.running);
    running = running || is_seen(range, pieces.running, pieces.shutdown);
    ending = ending || is_seen(range, pieces.shutdown, pieces.end);
  }
  bool lost = false;
  bool unused = false;
  for (const model::Interruption& each : report.interruptions) {
    lost = lost || (each.lost.value_or(0) > 0 && each.progress);
    const auto notice = unused_notice(each);
    unused = unused || (notice && is_seen(range, notice->from, notice->to));
  }
  std::string out = "<p class=\"legend\">";
  if (progress) out += legend_entry("", "progress-fill", "progress");
  if (saved) out += legend_entry("", "saved-fill", "saved; a dot for each checkpoint");
  if (lost) out += legend_entry("area", "lost-fill", "work lost");
  if (starting) out += legend_entry("area", "starting-fill", "instance requested");
  if (running) out += legend_entry("area", "running-fill", "instance running");
  if (unused) out += legend_entry("area", "unused-fill", "notice not used");
  if (ending) out += legend_entry("area", "ending-fill", "shutting down");
  return out + "</p>";
}

}  // namespace spotdrill::report
