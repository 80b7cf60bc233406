#include "drill/work/saving.hpp"

#include <algorithm>

#include "drill/work/ending.hpp"
#include "drill/work/samples.hpp"

namespace spotdrill::drill {

namespace {

/// The first sample after `from` with more than was there before.
const Sample* first_rise(const std::vector<Sample>& samples, Instant from) {
  const double before = value_at(samples, from).value_or(0);
  const auto rise = std::ranges::find_if(
      samples, [&](const Sample& sample) { return sample.at > from && sample.value > before; });
  return rise == samples.end() ? nullptr : &*rise;
}

/// When the workload ended by itself after its notice, if it did and the end is no signal's.
std::optional<Instant> own_end(const InstanceTimeline& instance) {
  const std::optional<WorkloadEnd> end = workload_end(instance);
  const bool own = end && end->how && !end->how->signalled && end->at >= *instance.notice;
  return own ? std::optional{end->at} : std::nullopt;
}

}  // namespace

void measure_saving(const Observation& observation, const InstanceTimeline& instance,
                    const InstanceWork& done, Interruption& interruption) {
  interruption.saved = done.saved.empty() ? std::nullopt : std::optional{done.saved.back().value};
  // What is saved had been done, whatever was reported last.
  if (interruption.progress && interruption.saved) {
    interruption.progress = std::max(*interruption.progress, *interruption.saved);
  }
  if (!instance.notice) return;
  // A save is seen at the next look only: at the latest it was made when the workload ended, unless
  // what had started it died before it.
  const std::optional<Instant> ended = own_end(instance);
  const auto made = [&](const Sample& sample) {
    return ended ? std::min(sample.at, *ended) : sample.at;
  };
  interruption.saved_at_notice = value_at(done.saved, *instance.notice);
  if (const Sample* rise = first_rise(done.saved, *instance.notice)) {
    interruption.saved_at = made(*rise);
    interruption.saved_after_notice = rise->value;
  }
  interruption.heard = heard_at(observation, instance);
  if (const auto told = earlier(interruption.heard, sigterm_at(instance))) {
    const Sample* rise = first_rise(done.saved, std::max(*instance.notice, *told));
    if (rise != nullptr) interruption.saved_in_answer = made(*rise);
  }
  interruption.handled = interruption.saved_in_answer;
  if (interruption.ended_how != EndedHow::ByItself || !interruption.heard) return;
  // An instance that ended itself did so when its shutdown began.
  const std::optional<Instant> by =
      ended_itself(instance) ? earlier(interruption.workload_ended, instance.shutdown_begun)
                             : interruption.workload_ended;
  if (by && *by >= *instance.notice && *by >= *interruption.heard) {
    interruption.handled = earlier(interruption.handled, by);
  }
}

}  // namespace spotdrill::drill
