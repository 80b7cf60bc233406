#include "drill/work/interruptions.hpp"

#include <algorithm>
#include <csignal>
#include <ranges>
#include <span>

namespace spotdrill::drill {

namespace {

bool any_catches_sigterm(const InstanceTimeline& instance) {
  return std::any_of(instance.processes.begin(), instance.processes.end(),
                     [](const ProcessSeen& process) { return process.catches(SIGTERM); });
}

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
  if (instance.ended_by_drill || instance.ended_by_execution ||
      instance.state_reason == "Client.InstanceInitiatedShutdown") {
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
    // A shell reports a child that a signal ended as 128 and the signal's number, and a handler
    // may exit so too: the processes that were seen tell which it was.
    if (end.value == 128 + SIGTERM) {
      if (instance.processes.empty()) return EndedHow::OnSigterm;
      return any_catches_sigterm(instance) ? EndedHow::AfterSigterm : EndedHow::DiedOfSigterm;
    }
    if (end.value == 128 + SIGKILL) return EndedHow::Killed;
    return EndedHow::AfterSigterm;
  }
  if (end.value == SIGKILL) return EndedHow::Killed;
  return end.value == SIGTERM ? EndedHow::DiedOfSigterm : EndedHow::Unknown;
}

std::optional<Instant> earlier(const std::optional<Instant>& one,
                               const std::optional<Instant>& other) {
  if (!one || !other) return one ? one : other;
  return std::min(*one, *other);
}

/// When something inside was first told of the interruption.
std::optional<Instant> heard_at(const Observation& observation, const InstanceTimeline& instance) {
  if (!observation.server_observed) return instance.notice;
  return earlier(instance.first_notice_answer, instance.first_rebalance_answer);
}

/// When SIGTERM came to somebody who may have answered it. Where no process was seen, a handler may
/// have been there, even if the script that had started it died.
std::optional<Instant> sigterm_at(const InstanceTimeline& instance) {
  const bool answered = instance.processes.empty() || any_catches_sigterm(instance);
  return answered && !instance.ended_by_drill ? instance.shutdown_begun : std::nullopt;
}

/// The first sample after `from` with more than was there before.
const Sample* first_rise(const std::vector<Sample>& samples, Instant from) {
  const double before = value_at(samples, from).value_or(0);
  const auto rise = std::find_if(samples.begin(), samples.end(), [&](const Sample& sample) {
    return sample.at > from && sample.value > before;
  });
  return rise == samples.end() ? nullptr : &*rise;
}

void measure_saving(const Observation& observation, const InstanceTimeline& instance,
                    Interruption& interruption) {
  interruption.saved =
      instance.saved.empty() ? std::nullopt : std::optional{instance.saved.back().value};
  // What is saved had been done, whatever was reported last.
  if (interruption.progress && interruption.saved) {
    interruption.progress = std::max(*interruption.progress, *interruption.saved);
  }
  if (!instance.notice) return;
  // A save is seen at the next look only: at the latest it was made when the workload ended, unless
  // what had started it died before it.
  const bool by_itself = instance.user_data_end && !instance.user_data_end->signalled &&
                         instance.user_data_ended && *instance.user_data_ended >= *instance.notice;
  const auto made = [&](const Sample& sample) {
    return by_itself ? std::min(sample.at, *instance.user_data_ended) : sample.at;
  };
  interruption.saved_at_notice = value_at(instance.saved, *instance.notice);
  if (const Sample* rise = first_rise(instance.saved, *instance.notice)) {
    interruption.saved_at = made(*rise);
    interruption.saved_after_notice = rise->value;
  }
  interruption.heard = heard_at(observation, instance);
  if (const auto told = earlier(interruption.heard, sigterm_at(instance))) {
    const Sample* rise = first_rise(instance.saved, std::max(*instance.notice, *told));
    if (rise != nullptr) interruption.saved_in_answer = made(*rise);
  }
  interruption.handled = interruption.saved_in_answer;
  const bool ended = interruption.ended_how == EndedHow::ByItself && interruption.heard &&
                     *instance.user_data_ended >= *instance.notice &&
                     *instance.user_data_ended >= *interruption.heard;
  if (ended) interruption.handled = earlier(interruption.handled, instance.user_data_ended);
}

/// How far progress usually goes between two reports; 0 when there are not two.
double usual_step(const std::vector<Sample>& samples) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < samples.size(); ++i) {
    if (const double step = samples[i].value - samples[i - 1].value; step > 0) {
      steps.push_back(step);
    }
  }
  if (steps.empty()) return 0;
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  return *middle;
}

/// Whether a first report of `value` is one of a work that had just begun.
bool is_a_beginning(double value, double report_interval) {
  return value <= 1.5 * report_interval;
}

/// The newest saved value that was there when the replacement was requested.
std::optional<double> saved_before(const Observation& observation, std::size_t count, Instant at) {
  const std::span<const InstanceTimeline> earlier = std::span{observation.instances}.first(count);
  for (auto instance = earlier.rbegin(); instance != earlier.rend(); ++instance) {
    if (const std::optional<double> value = value_at(instance->saved, at)) return value;
  }
  // Later saves prove that the source tells; a work that began from nothing had saved nothing yet.
  const bool tells = std::any_of(observation.instances.begin(), observation.instances.end(),
                                 [](const InstanceTimeline& each) { return !each.saved.empty(); });
  const std::vector<Sample>& first = observation.instances.front().progress;
  if (tells && !first.empty() && is_a_beginning(first.front().value, usual_step(first))) return 0.0;
  return std::nullopt;
}

void measure_resuming(const Observation& observation, std::size_t index,
                      Interruption& interruption) {
  const InstanceTimeline& next = observation.instances[index + 1];
  interruption.replacement = next.id;
  interruption.saved_when_replaced = saved_before(observation, index + 1, next.requested);
  interruption.report_interval = usual_step(next.progress);
  if (interruption.report_interval <= 0) {
    interruption.report_interval = usual_step(observation.instances[index].progress);
  }
  if (interruption.report_interval <= 0) interruption.report_interval = observation.total / 50;
  // A replacement that was interrupted before its first report handed on what it had been given.
  const auto later = std::span{observation.instances}.subspan(index + 1);
  const auto reporting =
      std::ranges::find_if(later, [](const auto& each) { return !each.progress.empty(); });
  if (reporting == later.end()) return;
  const double first = reporting->progress.front().value;
  interruption.resume_point = first;
  const double saved = interruption.saved_when_replaced.value_or(0);
  const bool as_saved = saved > 0 && first >= saved;
  interruption.from_zero = interruption.progress && !as_saved &&
                           is_a_beginning(first, interruption.report_interval) &&
                           *interruption.progress - first > interruption.report_interval;
}

/// What was left of the work for whoever went on with it.
std::optional<double> kept_work(const Observation& observation, std::size_t index,
                                const Interruption& interruption) {
  if (index + 1 == observation.instances.size()) {
    // Nothing took over: what is saved is what is left, unless there is nothing left to do.
    if (*interruption.progress >= observation.total) return interruption.progress;
    if (interruption.saved) return interruption.saved;
    return observation.has_saved ? std::optional{0.0} : std::nullopt;
  }
  if (!interruption.resume_point) return std::nullopt;
  if (interruption.from_zero) return 0.0;
  // The first report comes a little after the beginning: some of it is done again already.
  return std::min(*interruption.resume_point,
                  interruption.saved_when_replaced.value_or(*interruption.resume_point));
}

void measure_loss(const Observation& observation, std::size_t index, Interruption& interruption) {
  if (!interruption.progress) return;
  const std::optional<double> kept =
      interruption.felt ? kept_work(observation, index, interruption) : interruption.progress;
  if (!kept) return;
  interruption.lost = std::max(0.0, *interruption.progress - *kept);
  interruption.lost_percent = 100 * *interruption.lost / observation.total;
  interruption.lost_time =
      time_spent(std::span{observation.instances}.first(index + 1), *kept, *interruption.progress);
}

/// How far the work was that an instance had when it ended before its first report, where others
/// reported: as far as it was when the instance began.
std::optional<double> progress_given(const Observation& observation, std::size_t index) {
  const auto reported = [](const InstanceTimeline& each) { return !each.progress.empty(); };
  if (std::ranges::none_of(observation.instances, reported)) return std::nullopt;
  if (index == 0) return 0.0;
  return saved_before(observation, index, observation.instances[index].requested);
}

/// A job that was done before the shutdown has not felt its interruption.
bool was_felt(const Observation& observation, const InstanceTimeline& instance) {
  const std::optional<Instant> finished = finished_on(observation, instance);
  if (!finished) return true;
  return !instance.ended_by_drill && instance.shutdown_begun &&
         *finished >= *instance.shutdown_begun;
}

Interruption measure(const Observation& observation, std::size_t index) {
  const InstanceTimeline& instance = observation.instances[index];
  Interruption interruption{
      .instance = instance.id,
      .with_notice = instance.notice.has_value(),
      .felt = was_felt(observation, instance),
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
  if (instance.ended_by_drill) {  // The drill's own clean-up is no part of the interruption.
    interruption.shutdown_begun.reset();
    interruption.ended.reset();
  }
  if (!interruption.progress) interruption.progress = progress_given(observation, index);
  measure_saving(observation, instance, interruption);
  if (index + 1 < observation.instances.size()) {
    measure_resuming(observation, index, interruption);
  }
  measure_loss(observation, index, interruption);
  return interruption;
}

}  // namespace

std::optional<Instant> finished_on(const Observation& observation,
                                   const InstanceTimeline& instance) {
  const std::optional<ProcessEnd>& end = instance.user_data_end;
  if (end && !end->signalled && end->value != 0) return std::nullopt;
  const double enough = observation.total * (1 - 1e-9);
  for (const Sample& sample : instance.progress) {
    if (sample.value >= enough) return sample.at;
  }
  const bool counted =
      std::any_of(observation.instances.begin(), observation.instances.end(),
                  [](const InstanceTimeline& each) { return !each.progress.empty(); });
  if (counted || !end || end->signalled) return std::nullopt;
  // A job that knows of its interruption may exit 0 without being done; one that cannot is done.
  const std::optional<Instant> told =
      earlier(heard_at(observation, instance), sigterm_at(instance));
  const bool knew = instance.notice && told && *told <= *instance.user_data_ended;
  return knew ? std::nullopt : instance.user_data_ended;
}

std::optional<Instant> completion(const Observation& observation) {
  if (const auto& execution = observation.execution) {
    return execution->status == "SUCCEEDED" ? execution->ended : std::nullopt;
  }
  for (const InstanceTimeline& instance : observation.instances) {
    if (const auto at = finished_on(observation, instance)) return at;
  }
  return std::nullopt;
}

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
