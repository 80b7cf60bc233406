#include "sim/modelled_process_host.hpp"

#include <algorithm>

namespace spotdrill::sim {
namespace {

/// As the real host bounds what it keeps of a console.
constexpr std::size_t console_bytes_max = 1 << 20;

}  // namespace

void ModelledProcessHost::launch(const InstanceBoot& boot) {
  Modelled& instance = instances_[boot.instance_id];
  instance.boot = boot;
  const std::string id = boot.instance_id;
  if (!next_failure_.empty()) {
    timers_.set(id, clock_.now(), [this, id, reason = std::exchange(next_failure_, {})] {
      listener_->instance_failed(id, reason);
    });
    return;
  }
  instance.alive = true;
  timers_.set(id, clock_.now(), [this, id] { listener_->instance_booted(id); });
}

bool ModelledProcessHost::take_up(const InstanceBoot& boot) {
  Modelled& instance = instances_[boot.instance_id];
  instance.boot = boot;
  // The control plane may be new while this host is not: what it lost stays lost.
  if (lost_) return instance.alive;
  instance.alive = true;
  return true;
}

void ModelledProcessHost::lose_all() {
  lost_ = true;
  timers_.clear();
  for (auto& [id, instance] : instances_) instance.alive = false;
}

void ModelledProcessHost::end(const std::string& instance_id, Instant when) {
  const auto found = instances_.find(instance_id);
  if (found == instances_.end() || !found->second.alive) return;
  timers_.set(instance_id, when, [this, instance_id] {
    instances_[instance_id].alive = false;
    listener_->instance_ended(instance_id);
  });
}

void ModelledProcessHost::shut_down(const std::string& instance_id, Duration grace) {
  end(instance_id, clock_.now() + std::min(grace, shutdown_time_));
}

void ModelledProcessHost::kill(const std::string& instance_id) {
  end(instance_id, clock_.now());
}

void ModelledProcessHost::freeze(const std::string&) {}

void ModelledProcessHost::thaw(const std::string&) {}

void ModelledProcessHost::tell(const std::string& instance_id, const std::string& volume_id,
                               Attachment now) {
  timers_.set(instance_id + "/" + volume_id, clock_.now(), [this, instance_id, volume_id, now] {
    if (alive(instance_id)) listener_->attachment_changed(instance_id, volume_id, now);
  });
}

void ModelledProcessHost::attach_volume(const std::string& instance_id,
                                        const VolumeDevice& device) {
  tell(instance_id, device.volume_id, Attachment::Attached);
}

void ModelledProcessHost::detach_volume(const std::string& instance_id,
                                        const std::string& volume_id, bool force) {
  const bool busy = volumes_busy_ && !force;
  tell(instance_id, volume_id, busy ? Attachment::Busy : Attachment::Detached);
}

void ModelledProcessHost::refresh_volume(const std::string&, const VolumeDevice&) {}

void ModelledProcessHost::set_volumes_busy(bool busy) {
  volumes_busy_ = busy;
}

Result<void, std::string> ModelledVolumes::make(const std::string& id, std::uint64_t) {
  kept_.insert(id);
  return {};
}

Result<void, std::string> ModelledVolumes::grow(const std::string&, std::uint64_t) {
  return {};
}

void ModelledVolumes::copy(const std::string& from, const std::string& to, std::uint64_t,
                           Done done) {
  timers_.set("copy/" + to, clock_.now(), [this, from, to, done = std::move(done)] {
    if (!kept_.contains(from)) return done("there is no " + from);
    kept_.insert(to);
    done({});
  });
}

void ModelledVolumes::retain(const std::set<std::string>& ids) {
  std::erase_if(kept_, [&](const std::string& id) { return !ids.contains(id); });
}

std::vector<std::string> ModelledProcessHost::living() const {
  std::vector<std::string> ids;
  for (const auto& [id, instance] : instances_) {
    if (instance.alive) ids.push_back(id);
  }
  return ids;
}

void ModelledProcessHost::discard(const std::string& instance_id) {
  timers_.cancel(instance_id);
  instances_.erase(instance_id);
}

std::string ModelledProcessHost::console(const std::string& instance_id, std::size_t bytes_max) {
  const auto found = instances_.find(instance_id);
  if (found == instances_.end()) return {};
  const std::string& text = found->second.console;
  return text.substr(text.size() - std::min(bytes_max, text.size()));
}

void ModelledProcessHost::print(const std::string& instance_id, std::string_view text) {
  std::string& console = instances_[instance_id].console;
  console.append(text);
  if (console.size() > console_bytes_max) console.erase(0, console.size() - console_bytes_max);
}

void ModelledProcessHost::end_user_data(const std::string& instance_id, ExitStatus status) {
  listener_->user_data_ended(instance_id, status);
}

void ModelledProcessHost::request_shutdown(const std::string& instance_id, bool reboot) {
  listener_->shutdown_requested(instance_id, reboot);
}

void ModelledProcessHost::set_outside(const std::string& instance_id, bool open) {
  const auto found = instances_.find(instance_id);
  if (found != instances_.end()) found->second.boot.outside = open;
}

bool ModelledProcessHost::outside(const std::string& instance_id) const {
  const auto found = instances_.find(instance_id);
  return found != instances_.end() && found->second.boot.outside;
}

const InstanceBoot* ModelledProcessHost::boot_of(const std::string& instance_id) const {
  const auto found = instances_.find(instance_id);
  return found == instances_.end() ? nullptr : &found->second.boot;
}

bool ModelledProcessHost::alive(const std::string& instance_id) const {
  const auto found = instances_.find(instance_id);
  return found != instances_.end() && found->second.alive;
}

}  // namespace spotdrill::sim
