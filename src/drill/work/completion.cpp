#include "drill/work/completion.hpp"

#include <algorithm>

#include "drill/work/ending.hpp"
#include "drill/work/samples.hpp"

namespace spotdrill::drill {

namespace {

/// What of the whole may be missing in the last report: a job need not report its end.
constexpr double report_steps_missing = 1.5;

enum class Reached : std::uint8_t { NotTold, Partly, Whole };

/// How far the work was on instance number `index`, as far as reports tell.
Reached reached(const Work& work, std::size_t index) {
  double furthest = -1;
  double step = 0;
  for (std::size_t i = 0; i <= index; ++i) {
    const std::vector<Sample>& samples = work.instances[i].progress;
    if (samples.empty()) continue;
    // One that reports goes by its own reports: it may have begun again.
    const double here = *highest(samples);
    furthest = i == index ? here : std::max(furthest, here);
    if (const double usual = usual_step(samples); usual > 0) step = usual;
  }
  if (furthest < 0) return Reached::NotTold;
  const double steps = counts_every_step(work) ? 0 : report_steps_missing;
  const double missing = steps * step * static_cast<double>(work.workers);
  const double enough = work.total - std::min(missing, work.total / 4);
  return furthest >= enough * (1 - 1e-9) ? Reached::Whole : Reached::Partly;
}

/// Whether the workload may have ended because it knew of its interruption.
bool may_have_given_up(const Observation& observation, const InstanceTimeline& instance,
                       Instant ended) {
  const auto told = earlier(heard_at(observation, instance), sigterm_at(instance));
  return told && *told <= ended && (instance.notice || instance.shutdown_begun);
}

/// Where nobody tells how processes end, reports have to do.
std::optional<Instant> first_whole(const Work& work, std::size_t index) {
  for (const Sample& sample : work.instances[index].progress) {
    if (sample.value >= work.total * (1 - 1e-9)) return sample.at;
  }
  return std::nullopt;
}

}  // namespace

bool counts_every_step(const Work& work) {
  constexpr std::size_t samples_min = 5;  // Fewer may look so by chance.
  constexpr double percents = 100;
  if (work.total == percents || work.workers != 1 || work.instances.empty()) return false;
  const std::vector<Sample> counted = rises(work.instances.front().progress);
  if (counted.size() < samples_min) return false;
  double next = 1;
  return std::ranges::all_of(counted, [&](const Sample& each) { return each.value == next++; });
}

std::optional<Instant> finished_on(const Observation& observation, const Work& work,
                                   std::size_t index) {
  const InstanceTimeline& instance = observation.instances[index];
  if (instance.said_done || observation.has_done) return instance.said_done;
  if (!observation.server_observed) return first_whole(work, index);
  const Reached got = reached(work, index);
  const std::optional<WorkloadEnd> end = workload_end(instance);
  if (!end) {
    // What goes on beside a finished script may be a watcher that never ends.
    const bool script_done = instance.user_data_end == ProcessEnd{};
    const auto whole = first_whole(work, index);
    return script_done && whole ? std::optional{std::max(*whole, *instance.user_data_ended)}
                                : std::nullopt;
  }
  const bool well = end->how ? *end->how == ProcessEnd{} : ended_itself(instance);
  if (!well) return std::nullopt;
  if (got == Reached::Whole) return end->at;
  if (may_have_given_up(observation, instance, end->at)) return std::nullopt;
  // An exit code of 0 is the job's own word, against which a guess counts for nothing.
  return got == Reached::NotTold || work.progress_is_guess ? std::optional{end->at} : std::nullopt;
}

std::optional<Instant> completion(const Observation& observation, const Work& work) {
  if (const auto& execution = observation.execution) {
    return execution->status == "SUCCEEDED" ? execution->ended : std::nullopt;
  }
  for (std::size_t i = 0; i < observation.instances.size(); ++i) {
    if (const auto at = finished_on(observation, work, i)) return at;
  }
  return std::nullopt;
}

}  // namespace spotdrill::drill
