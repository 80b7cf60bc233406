// The life of an instance: what users, the operating system and the process host make of it.
#include <fmt/format.h>

#include <algorithm>

#include "services/ec2/ec2.hpp"

namespace spotdrill::ec2 {
namespace {

/// "2026-11-23 22:10:00 GMT", as StateTransitionReason has it.
std::string gmt(Instant instant) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(instant);
  const auto day = std::chrono::floor<std::chrono::days>(seconds);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{seconds - day};
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02} GMT", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string transition_reason(StateReason reason, Instant now) {
  switch (reason) {
    case StateReason::UserInitiatedShutdown:
    case StateReason::UserInitiatedHibernate:
      return fmt::format("User initiated ({})", gmt(now));
    case StateReason::SpotInstanceTermination:
    case StateReason::SpotInstanceShutdown:
      return fmt::format("Service initiated ({})", gmt(now));
    case StateReason::InternalError:
      return "Server.InternalError";
    default:
      return {};
  }
}

bool by_service(StateReason reason) {
  return reason == StateReason::SpotInstanceTermination ||
         reason == StateReason::SpotInstanceShutdown;
}

}  // namespace

void Ec2::change_state(Instance& instance, InstanceState state, StateReason reason) {
  const InstanceState previous = instance.state;
  instance.state = state;
  instance.state_reason = reason;
  instance.state_transition_reason = transition_reason(reason, now());
  // EventBridge's detail has instance-id and state; the rest is ours.
  json::object details{
      {"instance-id", instance.id}, {"state", name(state)}, {"previous", name(previous)}};
  if (reason != StateReason::None && reason != StateReason::Pending) {
    details.emplace("reason", code(reason));
  }
  record(instance.id, "instance-state-change", std::move(details));
}

bool Ec2::terminates_on_shutdown(const Instance& instance) const {
  // "You can only stop Spot Instances associated with persistent Spot Instance requests."
  const SpotRequest* request = find_request(instance.spot_request_id);
  if (instance.is_spot() && (request == nullptr || !request->persistent)) return true;
  return instance.shutdown_behavior == "terminate";
}

void Ec2::begin_shutdown(const std::string& id, StateReason reason) {
  Instance& instance = instances_.edit(id);
  const InstanceState state = instance.state;
  if (state == InstanceState::ShuttingDown || state == InstanceState::Terminated) return;
  if (!by_service(reason)) drop_interruption(instance);
  timers_.cancel("boot/" + id);
  instance.rebooting = false;
  change_state(instance, InstanceState::ShuttingDown, reason);
  switch (instance.host) {
    case HostPhase::None:
      if (state == InstanceState::Stopped) return finish_termination(id);
      return end_without_host(id);
    case HostPhase::Frozen:
      return host_.kill(id);
    case HostPhase::Alive:
      break;
  }
  if (state == InstanceState::Stopping) return;  // It is on its way down already.
  record(id, "shutdown-begun",
         {{"reason", code(reason)},
          {"grace-seconds", std::chrono::duration<double>(options_.shutdown_grace).count()}});
  host_.shut_down(id, options_.shutdown_grace);
}

void Ec2::begin_stop(const std::string& id, StateReason reason, bool hibernate) {
  Instance& instance = instances_.edit(id);
  if (!instance.is_up()) return;
  if (!by_service(reason)) drop_interruption(instance);
  timers_.cancel("boot/" + id);
  instance.rebooting = false;
  change_state(instance, InstanceState::Stopping, reason);
  spot_instance_stopping(instance);
  if (instance.host == HostPhase::None) return end_without_host(id);
  if (hibernate) {
    // DEVIATION: hibernation keeps the processes where they are, in memory; nothing is written to
    // the root volume, so a hibernated instance does not survive the machine.
    instance.host = HostPhase::Frozen;
    host_.freeze(id);
    return end_without_host(id);
  }
  record(id, "shutdown-begun",
         {{"reason", code(reason)},
          {"grace-seconds", std::chrono::duration<double>(options_.shutdown_grace).count()}});
  host_.shut_down(id, options_.shutdown_grace);
}

void Ec2::start(const std::string& id) {
  Instance& instance = instances_.edit(id);
  instance.interruption.reset();
  instance.rebalance_at.reset();
  instance.launch_time = whole_second();
  // "Your stopped or hibernated instance receives a new public IP address when it is started."
  if (instance.assigns_public_ip) give_public_address(instance);
  change_state(instance, InstanceState::Pending, StateReason::Pending);
  arm_boot(id, options_.settle_delay);
}

void Ec2::kill(const std::string& id) {
  const Instance& instance = *find_instance(id);
  const bool ending =
      instance.state == InstanceState::ShuttingDown || instance.state == InstanceState::Stopping;
  if (ending && instance.host == HostPhase::Alive) host_.kill(id);
}

void Ec2::reboot(const std::string& id) {
  Instance& instance = instances_.edit(id);
  if (instance.state != InstanceState::Running || instance.rebooting) return;
  instance.rebooting = true;
  record(id, "instance-reboot", {{"instance-id", id}});
  host_.shut_down(id, options_.shutdown_grace);
}

void Ec2::instance_booted(const std::string& id) {
  if (find_instance(id) == nullptr) return;
  Instance& instance = instances_.edit(id);
  if (instance.state == InstanceState::Running) {
    record(id, "instance-rebooted", {{"instance-id", id}});
    return;
  }
  if (instance.state != InstanceState::Pending) return;
  instance.running_since = now();
  change_state(instance, InstanceState::Running, StateReason::None);
}

void Ec2::instance_failed(const std::string& id, const std::string& reason) {
  if (find_instance(id) == nullptr) return;
  Instance& instance = instances_.edit(id);
  instance.host = HostPhase::None;
  instance.rebooting = false;
  instance.launch_failure = reason;
  record(id, "launch-failed", {{"instance-id", id}, {"reason", reason}});
  if (instance.state == InstanceState::ShuttingDown) return finish_termination(id);
  if (instance.state == InstanceState::Stopping) return finish_stop(id);
  drop_interruption(instance);
  // "If … your instance goes from the pending state to the terminated state": a first launch. An
  // instance that ran before goes back to stopped.
  if (instance.running_since && !terminates_on_shutdown(instance)) {
    change_state(instance, InstanceState::Stopping, StateReason::InternalError);
    return finish_stop(id);
  }
  change_state(instance, InstanceState::ShuttingDown, StateReason::InternalError);
  finish_termination(id);
}

void Ec2::shutdown_requested(const std::string& id, bool reboot_wanted) {
  const Instance* instance = find_instance(id);
  if (instance == nullptr || !instance->is_up()) return;
  if (reboot_wanted) return reboot(id);
  if (terminates_on_shutdown(*instance)) {
    return begin_shutdown(id, StateReason::InstanceInitiatedShutdown);
  }
  begin_stop(id, StateReason::InstanceInitiatedShutdown);
}

void Ec2::instance_ended(const std::string& id) {
  if (find_instance(id) == nullptr) return host_.discard(id);
  Instance& instance = instances_.edit(id);
  if (instance.host == HostPhase::None) return;
  instance.host = HostPhase::None;
  end_detachments(instance);
  record(id, "instance-ended", {{"instance-id", id}});
  const bool settles_later = options_.settle_delay > Duration::zero();
  switch (instance.state) {
    case InstanceState::ShuttingDown:
      return settles_later ? end_without_host(id) : finish_termination(id);
    case InstanceState::Stopping:
      return settles_later ? end_without_host(id) : finish_stop(id);
    case InstanceState::Pending:
    case InstanceState::Running:
      break;
    default:
      return;
  }
  if (instance.rebooting) {
    instance.rebooting = false;
    return boot(id);
  }
  // Nobody asked for it: the operating system ended by itself.
  shutdown_requested(id, false);
}

void Ec2::end_without_host(const std::string& id) {
  timers_.set("ended/" + id, now() + options_.settle_delay, [this, id] {
    const Instance* instance = find_instance(id);
    if (instance == nullptr) return;
    if (instance->state == InstanceState::ShuttingDown) finish_termination(id);
    if (instance->state == InstanceState::Stopping) finish_stop(id);
  });
}

void Ec2::finish_stop(const std::string& id) {
  Instance& instance = instances_.edit(id);
  if (instance.state != InstanceState::Stopping) return;
  // "We release the public IP address from your instance when it is stopped, hibernated, or
  // terminated." Source: EC2 User Guide, "Amazon EC2 instance IP addressing".
  instance.public_ip.clear();
  instance.public_dns_name.clear();
  if (instance.host == HostPhase::None) remove_ephemeral_disks(instance);
  const std::string reason = instance.state_transition_reason;
  change_state(instance, InstanceState::Stopped, instance.state_reason);
  instance.state_transition_reason = reason;  // It names the moment when stopping began.
  spot_instance_stopped(instance);
}

void Ec2::finish_termination(const std::string& id) {
  Instance& instance = instances_.edit(id);
  instance.host = HostPhase::None;
  instance.terminated_at = now();
  const std::string reason = instance.state_transition_reason;
  change_state(instance, InstanceState::Terminated, instance.state_reason);
  instance.state_transition_reason = reason;
  // DescribeInstances shows nothing of a terminated instance's network and volumes.
  // A network interface that was made by itself outlives it, with its address.
  if (catalogue_.find_network_interface(instance.network_interface_id) == nullptr) {
    catalogue_.release_ip(instance.subnet_id, instance.private_ip);
  }
  for (std::string* member : {&instance.private_ip, &instance.private_dns_name, &instance.public_ip,
                              &instance.public_dns_name, &instance.subnet_id, &instance.vpc_id,
                              &instance.network_interface_id, &instance.attachment_id}) {
    member->clear();
  }
  instance.security_groups.clear();
  release_volumes(instance);
  std::string console = host_.console(id, console_bytes_max);
  if (!console.empty()) consoles_.put(id, ConsoleRecord{std::move(console), now()});
  host_.discard(id);
  arm_instance(instance);
  spot_instance_terminated(instance);
}

Duration Ec2::visible_for(Duration drill_time) const {
  const std::chrono::duration<double, Duration::period> least =
      std::chrono::duration<double, Duration::period>{real_visibility_min} * world_.clock.rate();
  return std::max(drill_time, std::chrono::duration_cast<Duration>(least));
}

void Ec2::forget_instance(const std::string& id) {
  consoles_.erase(id);
  missed_.erase(id);
  instances_.erase(id);
}

}  // namespace spotdrill::ec2
