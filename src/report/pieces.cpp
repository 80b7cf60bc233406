#include "report/pieces.hpp"

#include <algorithm>

#include "drill/readings/figures.hpp"

namespace spotdrill::report {

namespace {

/// What is a smaller part of a picture is not seen: a pixel or two.
constexpr double seen_part = 0.003;

}  // namespace

InstancePieces pieces_of(const Report& report, const api::report::Instance& instance) {
  const Instant end =
      std::max(instance.requested_at,
               std::min(instance.ended_at.value_or(report.ended_at), report.ended_at));
  const Instant running = std::clamp(instance.running_at.value_or(end), instance.requested_at, end);
  return {running, std::clamp(instance.shutdown_begun_at.value_or(end), running, end), end};
}

bool is_seen(const PlotRange& range, Instant from, Instant to) {
  const double part = seconds_of(std::min(to, range.to) - std::max(from, range.from));
  return part > 0 && part >= seen_part * seconds_of(range.to - range.from);
}

std::optional<PlotRange> unused_notice(const api::report::Interruption& interruption) {
  if (!interruption.felt || !interruption.notice_at || !interruption.deadline ||
      !interruption.workload_ended_at) {
    return std::nullopt;
  }
  const Instant from = std::max(*interruption.workload_ended_at, *interruption.notice_at);
  if (from >= *interruption.deadline) return std::nullopt;
  return PlotRange{from, *interruption.deadline};
}

std::string unused_text(const PlotRange& unused) {
  return drill::time_text(unused.to - unused.from) + " of notice not used";
}

Report only(const Report& report, const api::report::Interruption& interruption) {
  Report part{.drill = report.drill,
              .speed = report.speed,
              .began_at = report.began_at,
              .ended_at = report.ended_at,
              .total = report.total,
              .interruptions = {interruption}};
  for (const api::report::Instance& each : report.instances) {
    const bool of_it = each.instance == interruption.instance ||
                       (each.instance && each.instance == interruption.replacement);
    if (of_it) part.instances.push_back(each);
  }
  return part;
}

}  // namespace spotdrill::report
