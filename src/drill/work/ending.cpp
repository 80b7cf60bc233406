#include "drill/work/ending.hpp"

#include <algorithm>
#include <csignal>

namespace spotdrill::drill {

namespace {

/// What is gone so soon after user data only served it.
constexpr Duration ends_with_script = 10s;

bool any_catches_sigterm(const InstanceTimeline& instance) {
  return std::ranges::any_of(instance.processes,
                             [](const ProcessSeen& process) { return process.catches(SIGTERM); });
}

bool is_failure(const std::optional<ProcessEnd>& end) {
  return end && (end->signalled || end->value != 0);
}

EndedHow during_shutdown(const InstanceTimeline& instance, const ProcessEnd& end) {
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

}  // namespace

std::optional<WorkloadEnd> workload_end(const InstanceTimeline& instance) {
  // What ends its own instance has ended by then; how its processes die after that says nothing.
  const bool before = instance.user_data_ended && instance.shutdown_begun &&
                      *instance.user_data_ended < *instance.shutdown_begun;
  if (ended_itself(instance) && instance.shutdown_begun && !before) {
    return WorkloadEnd{*instance.shutdown_begun, std::nullopt};
  }
  if (!instance.user_data_ended) return std::nullopt;
  const WorkloadEnd script{*instance.user_data_ended, instance.user_data_end};
  if (!instance.left_alive.value_or(false)) return script;
  // A shutdown ends what is beside the workload too, in its own time.
  if (instance.shutdown_begun && script.at >= *instance.shutdown_begun) return script;
  if (!instance.gone) return std::nullopt;
  // What ends with a script that failed, such as a logger at its pipe's end, says less than that.
  const bool with_it = *instance.gone - script.at < ends_with_script;
  if (with_it && is_failure(script.how)) return script;
  return WorkloadEnd{*instance.gone, instance.gone_end};
}

bool ended_itself(const InstanceTimeline& instance) {
  return instance.asked_for_own_end || instance.state_reason == "Client.InstanceInitiatedShutdown";
}

EndedHow how_it_ended(const InstanceTimeline& instance) {
  if (ended_itself(instance)) return EndedHow::ByItself;
  const std::optional<WorkloadEnd> end = workload_end(instance);
  if (!end) {
    if (instance.killed == true) return EndedHow::Killed;
    if (!instance.user_data_ended || instance.processes.empty()) return EndedHow::Unknown;
    return any_catches_sigterm(instance) ? EndedHow::AfterSigterm : EndedHow::DiedOfSigterm;
  }
  if (!instance.shutdown_begun || end->at < *instance.shutdown_begun) return EndedHow::ByItself;
  // A script may be gone at SIGTERM while what it had started goes on until SIGKILL.
  if (instance.killed == true) return EndedHow::Killed;
  return end->how ? during_shutdown(instance, *end->how) : EndedHow::Unknown;
}

std::optional<Instant> earlier(const std::optional<Instant>& one,
                               const std::optional<Instant>& other) {
  if (!one || !other) return one ? one : other;
  return std::min(*one, *other);
}

std::optional<Instant> heard_at(const Observation& observation, const InstanceTimeline& instance) {
  if (!observation.server_observed) return instance.notice;
  return earlier(instance.first_notice_answer, instance.first_rebalance_answer);
}

/// Where no process was seen, a handler may have been there, even if the script that had started it
/// died.
std::optional<Instant> sigterm_at(const InstanceTimeline& instance) {
  const bool answered = instance.processes.empty() || any_catches_sigterm(instance);
  return answered && !instance.ended_by_drill ? instance.shutdown_begun : std::nullopt;
}

}  // namespace spotdrill::drill
