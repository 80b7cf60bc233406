#include <fmt/format.h>

#include <algorithm>

#include "drill/findings/findings.hpp"
#include "drill/findings/work_lost.hpp"

namespace spotdrill::drill {

namespace {

/// A pause as long as this many reports usually take, and no shorter than this, is none of chance.
constexpr int reports_missed = 3;
constexpr Duration pause_min = 10s;

/// When the work last got further.
std::optional<Instant> last_advance(const std::vector<Sample>& samples) {
  std::optional<Instant> at;
  for (std::size_t i = 1; i < samples.size(); ++i) {
    if (samples[i].value > samples[i - 1].value) at = samples[i].at;
  }
  return at;
}

/// Between two reports, on average.
Duration report_time(const std::vector<Sample>& samples) {
  if (samples.size() < 2) return {};
  return (samples.back().at - samples.front().at) / static_cast<long>(samples.size() - 1);
}

}  // namespace

std::optional<Finding> saved_too_late(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  const std::vector<Sample>& progress = scene.done.progress;
  if (!scene.observation.has_saved || !interruption.heard || interruption.saved_in_answer ||
      !interruption.shutdown_begun || interruption.ended_how == EndedHow::ByItself ||
      !lost_too_much(scene)) {
    return std::nullopt;
  }
  const std::optional<Instant> last = last_advance(progress);
  if (!last) return std::nullopt;
  const Duration pause = std::max(pause_min, reports_missed * report_time(progress));
  // It told the workload's attention: the work stood still from the notice to the end.
  if (*last > *interruption.heard + pause || *interruption.shutdown_begun < *last + pause) {
    return std::nullopt;
  }
  const Duration stood_still = *interruption.shutdown_begun - *last;
  return Finding{
      .cause =
          "The workload heard of the interruption and likely began to save, but the instance "
          "ended before the save was complete.",
      .evidence = fmt::format(
          "{} was told {} before its shutdown began; the work stood still for the last {}, and "
          "nothing new was saved",
          interruption.instance, time_text(*interruption.shutdown_begun - *interruption.heard),
          time_text(stood_still)),
      .remedy =
          "Measure how long a save takes and keep it well under two minutes: save less, save "
          "to something faster, or save at intervals and only the difference on the notice."};
}

}  // namespace spotdrill::drill
