#include "drill/interruptions.hpp"

#include <algorithm>
#include <csignal>
#include <span>

namespace spotdrill::drill {

namespace {

std::optional<double> highest(const std::vector<Sample>& samples) {
  if (samples.empty()) return std::nullopt;
  return std::max_element(samples.begin(), samples.end(),
                          [](const Sample& a, const Sample& b) { return a.value < b.value; })
      ->value;
}

/// The last value reported no later than `at`.
std::optional<double> value_at(const std::vector<Sample>& samples, Instant at) {
  std::optional<double> value;
  for (const Sample& sample : samples) {
    if (sample.at > at) break;
    value = sample.value;
  }
  return value;
}

bool was_interrupted(const InstanceTimeline& instance) {
  if (instance.notice) return true;
  if (instance.ended_by_drill || instance.state_reason == "Client.InstanceInitiatedShutdown") {
    return false;
  }
  return instance.shutdown_begun || instance.ended;
}

/// How much time was spent last on the work from `from` to `to`, before instance number `count`.
/// Walks back from the newest sample, so that work done twice counts once.
Duration time_spent(std::span<const InstanceTimeline> instances, double from, double to) {
  Duration spent{};
  for (auto instance = instances.rbegin(); instance != instances.rend(); ++instance) {
    const std::vector<Sample>& samples = instance->progress;
    for (std::size_t i = samples.size(); i-- > 1;) {
      const Sample& before = samples[i - 1];
      const Sample& after = samples[i];
      const double low = std::max(before.value, from);
      const double high = std::min(after.value, to);
      if (after.value <= before.value || high <= low) continue;
      const double part = (high - low) / (after.value - before.value);
      const auto took = std::chrono::duration<double, Duration::period>{after.at - before.at};
      spent += std::chrono::duration_cast<Duration>(took * part);
      to = low;
    }
  }
  return spent;
}

EndedHow how_it_ended(const InstanceTimeline& instance) {
  if (!instance.user_data_ended || !instance.user_data_end) {
    if (instance.killed == true) return EndedHow::Killed;
    return EndedHow::Unknown;
  }
  const bool during_shutdown =
      instance.shutdown_begun && *instance.user_data_ended >= *instance.shutdown_begun;
  if (!during_shutdown) return EndedHow::ByItself;
  // A script may be gone at SIGTERM while what it had started goes on until SIGKILL.
  if (instance.killed == true) return EndedHow::Killed;
  const ProcessEnd end = *instance.user_data_end;
  if (!end.signalled) {
    // A shell reports a child that a signal ended as 128 and the signal's number.
    if (end.value == 128 + SIGTERM) return EndedHow::DiedOfSigterm;
    if (end.value == 128 + SIGKILL) return EndedHow::Killed;
    return EndedHow::AfterSigterm;
  }
  if (end.value == SIGKILL) return EndedHow::Killed;
  return end.value == SIGTERM ? EndedHow::DiedOfSigterm : EndedHow::Unknown;
}

void measure_saving(const InstanceTimeline& instance, Interruption& interruption) {
  interruption.saved =
      instance.saved.empty() ? std::nullopt : std::optional{instance.saved.back().value};
  if (!instance.notice) return;
  interruption.saved_at_notice = value_at(instance.saved, *instance.notice);
  const double before = interruption.saved_at_notice.value_or(0);
  for (const Sample& sample : instance.saved) {
    if (sample.at <= *instance.notice || sample.value <= before) continue;
    interruption.saved_at = sample.at;
    interruption.saved_after_notice = sample.value;
    break;
  }
}

/// The newest saved value that was there when the replacement was requested.
std::optional<double> saved_before(std::span<const InstanceTimeline> earlier, Instant at) {
  for (auto instance = earlier.rbegin(); instance != earlier.rend(); ++instance) {
    if (const std::optional<double> value = value_at(instance->saved, at)) return value;
  }
  return std::nullopt;
}

void measure_loss(const Observation& observation, std::size_t index, Interruption& interruption) {
  const std::span<const InstanceTimeline> all{observation.instances};
  if (!interruption.progress) return;
  std::optional<double> kept = interruption.resume_point;
  if (index + 1 == all.size()) {
    // Nothing took over: what is saved is what is left, unless there is nothing left to do.
    kept = *interruption.progress >= observation.total ? interruption.progress : interruption.saved;
    if (!kept && observation.has_saved) kept = 0.0;
  }
  if (!kept) return;
  interruption.lost = std::max(0.0, *interruption.progress - *kept);
  interruption.lost_percent = 100 * *interruption.lost / observation.total;
  interruption.lost_time = time_spent(all.first(index + 1), *kept, *interruption.progress);
}

Interruption measure(const Observation& observation, std::size_t index) {
  const InstanceTimeline& instance = observation.instances[index];
  Interruption interruption{
      .instance = instance.id,
      .with_notice = instance.notice.has_value(),
      .rebalance = instance.rebalance,
      .notice = instance.notice,
      .deadline = instance.deadline,
      .first_asked = instance.first_notice_poll,
      .first_seen = instance.first_notice_answer,
      .workload_ended = instance.user_data_ended,
      .workload_end = instance.user_data_end,
      .ended_how = how_it_ended(instance),
      .shutdown_begun = instance.shutdown_begun,
      .ended = instance.ended,
      .progress = highest(instance.progress),
  };
  measure_saving(instance, interruption);
  if (index + 1 < observation.instances.size()) {
    const InstanceTimeline& next = observation.instances[index + 1];
    interruption.replacement = next.id;
    interruption.saved_when_replaced =
        saved_before(std::span{observation.instances}.first(index + 1), next.requested);
    if (!next.progress.empty()) interruption.resume_point = next.progress.front().value;
  }
  measure_loss(observation, index, interruption);
  return interruption;
}

}  // namespace

std::vector<Interruption> measure_interruptions(const Observation& observation) {
  std::vector<Interruption> interruptions;
  for (std::size_t i = 0; i < observation.instances.size(); ++i) {
    if (was_interrupted(observation.instances[i])) {
      interruptions.push_back(measure(observation, i));
    }
  }
  return interruptions;
}

}  // namespace spotdrill::drill
