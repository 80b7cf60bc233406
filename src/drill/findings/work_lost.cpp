#include "drill/findings/work_lost.hpp"

#include <algorithm>

#include "drill/findings/programs.hpp"
#include "drill/work/ending.hpp"
#include "drill/work/samples.hpp"

namespace spotdrill::drill {

namespace {

/// A reading is seen at the next look only, and a look takes its time.
constexpr Duration seen_later = 5s;

/// What is lost between two reports need not be lost: the newest report may be a little old.
constexpr double steps_in_hand = 1.5;

/// Of the grace period: who used less of it was not ended by its end.
constexpr int grace_part = 2;

/// Whether the instance ended long before its grace was over, and nobody was killed at its end.
bool ended_early(const InstanceTimeline& instance) {
  if (!instance.shutdown_begun || !instance.ended || !instance.shutdown_grace) return false;
  if (instance.killed == true) return false;
  return *instance.ended - *instance.shutdown_begun < *instance.shutdown_grace / grace_part;
}

/// Between two saves before the notice, on average; 0 where there were not two.
double interval_of_saves(const Scene& scene) {
  const std::vector<Sample>& saved = scene.done.saved;
  const auto after = std::find_if(saved.begin(), saved.end(), [&](const Sample& sample) {
    return sample.at > *scene.interruption.notice;
  });
  const auto count = after - saved.begin();
  if (count < 2) return 0;
  return (saved[static_cast<std::size_t>(count) - 1].value - saved[0].value) /
         static_cast<double>(count - 1);
}

bool breaks_an_expectation(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  return std::any_of(scene.definition.expect.begin(), scene.definition.expect.end(),
                     [&](const auto& each) {
                       if (each.kind == Expectation::Kind::LostWorkPercent) {
                         return interruption.lost_percent.value_or(0) > each.percent;
                       }
                       return each.kind == Expectation::Kind::LostWorkTime &&
                              interruption.lost_time.value_or(Duration::zero()) >
                                  each.time.value_or(Duration::max());
                     });
}

}  // namespace

bool lost_too_much(const Scene& scene) {
  const double lost = scene.interruption.lost.value_or(0);
  if (lost <= 0) return false;
  return lost > steps_in_hand * usual_step(scene.done.progress) || breaks_an_expectation(scene);
}

bool lost_an_interval_at_most(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  if (!interruption.notice || !interruption.saved || !interruption.progress) return false;
  const double unsaved = *interruption.progress - *interruption.saved;
  return unsaved <= steps_in_hand * interval_of_saves(scene);
}

bool came_through(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  if (!interruption.lost) return interruption.saved_in_answer.has_value();
  return !lost_too_much(scene);
}

bool lost_by_an_early_end(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  return !interruption.saved_in_answer && lost_too_much(scene) &&
         interruption.ended_how != EndedHow::ByItself && ended_early(scene.instance);
}

bool outlived_user_data(const InstanceTimeline& instance) {
  if (!instance.user_data_ended) return false;
  const Instant end = *instance.user_data_ended;
  const std::optional<WorkloadEnd> whole = workload_end(instance);
  if (!whole || whole->at > end + seen_later) return true;
  if (instance.left_alive) return false;  // It is told who lives on.
  const auto goes_on = [&](const std::vector<Reading>& readings) {
    return !readings.empty() && readings.back().at > end + seen_later;
  };
  if (goes_on(instance.progress) || goes_on(instance.saved)) return true;
  if (instance.shutdown_begun && end >= *instance.shutdown_begun) return false;
  return std::any_of(instance.processes.begin(), instance.processes.end(),
                     [](const ProcessSeen& seen) { return !only_helps(seen.name); });
}

}  // namespace spotdrill::drill
