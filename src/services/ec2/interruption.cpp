// Interruptions: rebalance recommendation, notice, deadline. The order and the times are the point
// of it all.
#include "services/ec2/interruption.hpp"

#include <algorithm>

#include "base/iso8601.hpp"
#include "services/ec2/ec2.hpp"
#include "services/ec2/errors.hpp"

namespace spotdrill::ec2 {

Result<void> Ec2::check_interruptible(const std::string& id) const {
  const std::vector<std::string> found = TRY(find_all({id}));
  const Instance& instance = *find_instance(found.front());
  if (!instance.is_spot()) {
    return refuse(
        errors::unsupported_operation("The instance '" + id + "' is not a Spot Instance."));
  }
  if (!instance.is_up()) {
    return refuse(
        errors::unsupported_operation("The instance '" + id + "' is not in the 'running' state."));
  }
  return {};
}

Result<void> Ec2::recommend_rebalance(const std::string& id) {
  const auto checked = check_interruptible(id);
  if (!checked.has_value()) return checked;
  Instance& instance = instances_.edit(id);
  if (instance.rebalance_at) return {};
  instance.rebalance_at = now();
  record(id, "rebalance-recommendation",
         {{"instance-id", id}, {"notice-time", iso8601_seconds(now())}});
  return {};
}

Result<Instant> Ec2::interrupt_at(const std::string& id, Instant deadline,
                                  InterruptionCause cause) {
  const auto checked = check_interruptible(id);
  if (!checked.has_value()) return refuse(checked.error());
  Instance& instance = instances_.edit(id);
  // A notice's time is in whole seconds, and the shutdown keeps it.
  deadline = std::chrono::ceil<std::chrono::seconds>(std::max(deadline, now()));
  if (instance.interruption &&
      (instance.interruption->noticed || instance.interruption->deadline <= deadline)) {
    // The notice's time never slides, and the earlier deadline holds.
    return instance.interruption->deadline;
  }
  const SpotRequest* request = find_request(instance.spot_request_id);
  Interruption interruption;
  interruption.cause = cause;
  if (request != nullptr) interruption.action = request->behavior;
  interruption.notice_at = std::max(deadline - interruption_notice_lead, now());
  // "the hibernation process begins immediately": an interruption notice, but not two minutes
  // ahead. Source: EC2 User Guide, "Behavior of Spot Instance interruptions".
  const bool hibernate = interruption.action == InterruptionBehavior::Hibernate;
  if (hibernate) deadline = interruption.notice_at;
  interruption.deadline = deadline;
  instance.interruption = interruption;
  record(id, "interruption-scheduled",
         {{"instance-id", id},
          {"instance-action", name(interruption.action)},
          {"notice-at", iso8601_millis(interruption.notice_at)},
          {"deadline", iso8601_millis(interruption.deadline)}});
  arm_interruption(instance);
  if (interruption.notice_at <= now()) give_notice(id);
  return deadline;
}

bool Ec2::withdraw_interruption(const std::string& id) {
  const Instance* found = find_instance(id);
  if (found == nullptr || !found->interruption || found->interruption->noticed) return false;
  drop_interruption(instances_.edit(id));
  return true;
}

void Ec2::drop_interruption(Instance& instance) {
  if (!instance.interruption) return;
  timers_.cancel("notice/" + instance.id);
  timers_.cancel("deadline/" + instance.id);
  instance.interruption.reset();
}

void Ec2::arm_interruption(const Instance& instance) {
  if (!instance.is_up() || !instance.interruption) return;
  const std::string id = instance.id;
  const Interruption& interruption = *instance.interruption;
  // Both now: of equal instants the earlier event is first, and whoever asked for the interruption
  // may be waiting for its deadline.
  if (!interruption.noticed) {
    timers_.set("notice/" + id, interruption.notice_at, [this, id] { give_notice(id); });
  }
  timers_.set("deadline/" + id, interruption.deadline, [this, id] { interrupt(id); });
}

void Ec2::give_notice(const std::string& id) {
  Instance& instance = instances_.edit(id);
  timers_.cancel("notice/" + id);
  if (!instance.is_up() || !instance.interruption) return;
  Interruption& interruption = *instance.interruption;
  interruption.noticed = now();
  // EventBridge's detail has instance-id and instance-action.
  record(id, "interruption-notice",
         {{"instance-id", id},
          {"instance-action", name(interruption.action)},
          {"action", name(interruption.action)},
          {"time", iso8601_seconds(interruption.deadline)},
          {"deadline", iso8601_millis(interruption.deadline)}});
  spot_instance_marked(instance);
  if (interruption.deadline <= now()) interrupt(id);
}

void Ec2::interrupt(const std::string& id) {
  const Instance& instance = *find_instance(id);
  if (!instance.is_up() || !instance.interruption) return;
  timers_.cancel("deadline/" + id);
  switch (instance.interruption->action) {
    case InterruptionBehavior::Terminate:
      return begin_shutdown(id, StateReason::SpotInstanceTermination);
    case InterruptionBehavior::Stop:
      return begin_stop(id, StateReason::SpotInstanceShutdown);
    case InterruptionBehavior::Hibernate:
      return begin_stop(id, StateReason::SpotInstanceShutdown, true);
  }
}

}  // namespace spotdrill::ec2
