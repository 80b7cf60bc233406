// After a restart: timers from records, and the instances that are still alive.
#include "services/ec2/ec2.hpp"

namespace spotdrill::ec2 {

void Ec2::arm_instance(const Instance& instance) {
  const std::string id = instance.id;
  if (instance.terminated_at) {
    timers_.set("forget/" + id,
                *instance.terminated_at + visible_for(terminated_instance_visibility),
                [this, id] { forget_instance(id); });
    return;
  }
  catalogue_.occupy_ip(instance.subnet_id, instance.private_ip);
  if (instance.interruption) arm_interruption(instance);
}

void Ec2::take_up() {
  resume_copies();
  std::vector<std::string> ids;
  for (const auto& [id, instance] : instances_.all()) {
    if (instance.state != InstanceState::Terminated) ids.push_back(id);
  }
  for (const std::string& id : ids) take_up_alive(id);
}

void Ec2::take_up_alive(const std::string& id) {
  Instance& instance = instances_.edit(id);
  const bool was_alive = instance.host != HostPhase::None;
  if (was_alive && !host_.take_up(boot_of(instance))) instance.host = HostPhase::None;
  const bool alive = instance.host == HostPhase::Alive;
  if (alive) {
    tell_host_of_volumes(instance);
  } else {
    end_detachments(instance);
  }
  switch (instance.state) {
    case InstanceState::Pending:
      // What was launched and is alive has booted, or is about to say so a second time.
      if (alive) return instance_booted(id);
      return arm_boot(id, Duration::zero());
    case InstanceState::Running:
      if (alive && instance.rebooting) return host_.shut_down(id, options_.shutdown_grace);
      if (alive) return;
      if (instance.rebooting) {
        instance.rebooting = false;
        return arm_boot(id, Duration::zero());
      }
      // It ended while nobody watched: as when its operating system shuts down by itself.
      timers_.set("ended/" + id, now(), [this, id] { shutdown_requested(id, false); });
      return;
    case InstanceState::Stopping:
    case InstanceState::ShuttingDown:
      if (alive) return host_.shut_down(id, options_.shutdown_grace);
      return end_without_host(id);
    case InstanceState::Stopped:
    case InstanceState::Terminated:
      return;
  }
}

}  // namespace spotdrill::ec2
