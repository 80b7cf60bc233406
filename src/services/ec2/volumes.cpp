// The life of volumes and snapshots: the records, and what the host is told of them.
#include "services/ec2/volume.hpp"

#include <algorithm>
#include <utility>

#include "services/ec2/ec2.hpp"
#include "services/ec2/volume_errors.hpp"

namespace spotdrill::ec2 {
namespace {

/// Of each, in a region.
// DEVIATION: AWS bounds the sum of the sizes by type, and snapshots at 100,000.
constexpr std::size_t volumes_max = 10'000;

/// Whether it was asked for its detachment, which has not ended.
bool is_leaving(const AttachedVolume& attached) {
  return attached.state == "detaching" || attached.state == "busy";
}

}  // namespace

const AttachedVolume* Ec2::attachment(const Volume& volume) const {
  const Instance* instance = find_instance(volume.instance_id);
  if (instance == nullptr) return nullptr;
  const auto found = std::ranges::find(instance->volumes, volume.id, &AttachedVolume::volume_id);
  return found == instance->volumes.end() ? nullptr : &*found;
}

AttachedVolume* Ec2::attachment_to_edit(const Volume& volume) {
  if (attachment(volume) == nullptr) return nullptr;
  auto& volumes = instances_.edit(volume.instance_id).volumes;
  return &*std::ranges::find(volumes, volume.id, &AttachedVolume::volume_id);
}

// DEVIATION: AWS has always a disk. Here a volume may be as large as the one that it is kept on,
// whatever is free there: only what is written takes room.
Result<void> Ec2::check_room(std::int32_t gib) const {
  const std::uint64_t most = host_.volumes().bytes_max();
  if (bytes_of_gib(gib) <= most) return {};
  return refuse(errors::no_room_for_volume(gib, most));
}

Result<std::string> Ec2::create_volume(Volume wanted) {
  if (volumes_.all().size() >= volumes_max) return refuse(errors::too_many_volumes(volumes_max));
  if (!wanted.root) TRY(check_room(wanted.size_gib));
  wanted.id = world_.ids.resource("vol-");
  wanted.created = now();
  give_performance(wanted);
  wanted.filling = !wanted.root && !wanted.snapshot_id.empty();
  if (!wanted.root && !wanted.filling) {
    const auto made = host_.volumes().make(wanted.id, bytes_of_gib(wanted.size_gib));
    if (!made.has_value()) return refuse(errors::volume_not_made(made.error()));
  }
  const Volume& volume = volumes_.put(wanted.id, wanted);
  if (volume.filling) fill(volume);
  return wanted.id;
}

void Ec2::fill(const Volume& volume) {
  host_.volumes().copy(volume.snapshot_id, volume.id, bytes_of_gib(volume.size_gib),
                       [alive = alive_, id = volume.id](const std::string& failure) {
                         if (*alive != nullptr) (*alive)->filled(id, failure);
                       });
}

void Ec2::filled(const std::string& id, const std::string& failure) {
  if (find_volume(id) == nullptr) return discard_later(id);
  Volume& volume = volumes_.edit(id);
  volume.filling = false;
  volume.failed = !failure.empty();
  record(id, volume.failed ? "volume-failed" : "volume-created", {{"volume-id", id}});
  if (volume.instance_id.empty()) return;
  const Instance* instance = find_instance(volume.instance_id);
  if (instance == nullptr || instance->state != InstanceState::Pending) return;
  if (volume.failed) return instance_failed(instance->id, "a volume was not made: " + failure);
  if (!waits_for_copies(*instance)) arm_boot(instance->id, Duration::zero());
}

Result<void> Ec2::modify_volume(const std::string& id, const VolumeSpec& spec) {
  const Volume& known = *find_volume(id);
  if (!known.root && spec.size_gib != known.size_gib) {
    TRY(check_room(spec.size_gib));
    const auto grown = host_.volumes().grow(id, bytes_of_gib(spec.size_gib));
    if (!grown.has_value()) return refuse(errors::volume_not_made(grown.error()));
  }
  Volume& volume = volumes_.edit(id);
  volume.change = VolumeChange{.before = volume, .at = now()};
  static_cast<VolumeSpec&>(volume) = spec;
  give_performance(volume);
  const Instance* instance = find_instance(volume.instance_id);
  if (instance == nullptr || instance->host != HostPhase::Alive) return {};
  const AttachedVolume* attached = attachment(volume);
  const auto device = attached == nullptr ? std::nullopt : device_of(*instance, *attached);
  if (device) host_.refresh_volume(instance->id, *device);
  return {};
}

void Ec2::delete_volume(const std::string& id) {
  const bool kept = !find_volume(id)->root;
  volumes_.erase(id);
  catalogue_.set_tags(id, {});
  record(id, "volume-deleted", {{"volume-id", id}});
  if (kept) discard_later(id);
}

// After the commit: what a record names must be there.
void Ec2::discard_later(const std::string& id) {
  timers_.set("discard/" + id, now(), [this, id] { host_.volumes().remove(id); });
}

void Ec2::attach_volume(const std::string& id, const std::string& instance_id,
                        const std::string& device) {
  Instance& instance = instances_.edit(instance_id);
  const bool alive = instance.host == HostPhase::Alive;
  instance.volumes.push_back({.device_name = device,
                              .volume_id = id,
                              .attached_at = whole_second(),
                              .delete_on_termination = false,
                              .state = alive ? "attaching" : "attached"});
  volumes_.edit(id).instance_id = instance_id;
  if (!alive) return;
  const auto made = device_of(instance, instance.volumes.back());
  if (made) host_.attach_volume(instance_id, *made);
}

void Ec2::detach_volume(const std::string& id, bool force) {
  const Volume& volume = *find_volume(id);
  if (find_instance(volume.instance_id)->host != HostPhase::Alive) return release_volume(id);
  attachment_to_edit(volume)->state = "detaching";
  host_.detach_volume(volume.instance_id, id, force);
}

void Ec2::attachment_changed(const std::string& id, const std::string& volume_id, Attachment now) {
  const Volume* volume = find_volume(volume_id);
  if (volume == nullptr || volume->instance_id != id) return;
  if (now == Attachment::Detached) return release_volume(volume_id);
  const AttachedVolume* attached = attachment(*volume);
  if (attached == nullptr) return;
  if (now == Attachment::Busy) attachment_to_edit(*volume)->state = "busy";
  if (now != Attachment::Attached || attached->state != "attaching") return;
  attachment_to_edit(*volume)->state = "attached";
  record(volume_id, "volume-attached", {{"volume-id", volume_id}, {"instance-id", id}});
}

void Ec2::release_volume(const std::string& id) {
  Volume& volume = volumes_.edit(id);
  const std::string instance_id = std::exchange(volume.instance_id, {});
  if (find_instance(instance_id) != nullptr) {
    std::erase_if(instances_.edit(instance_id).volumes,
                  [&](const AttachedVolume& each) { return each.volume_id == id; });
  }
  record(id, "volume-detached", {{"volume-id", id}, {"instance-id", instance_id}});
}

// DEVIATION: a root volume is part of its instance here and ends with it, whatever
// DeleteOnTermination says.
void Ec2::release_volumes(Instance& instance) {
  for (const AttachedVolume& attached : std::exchange(instance.volumes, {})) {
    const Volume* volume = find_volume(attached.volume_id);
    if (volume == nullptr) continue;
    const bool root = volume->root;
    if (!root) release_volume(attached.volume_id);
    if (root || attached.delete_on_termination) delete_volume(attached.volume_id);
  }
  remove_ephemeral_disks(instance);
}

void Ec2::end_detachments(const Instance& instance) {
  std::vector<std::string> leaving;
  for (const AttachedVolume& each : instance.volumes) {
    if (is_leaving(each)) leaving.push_back(each.volume_id);
  }
  for (const std::string& id : leaving) release_volume(id);
  for (AttachedVolume& each : instances_.edit(instance.id).volumes) each.state = "attached";
}

void Ec2::tell_host_of_volumes(const Instance& instance) {
  for (const VolumeDevice& device : devices_of(instance)) {
    host_.attach_volume(instance.id, device);
  }
  for (const AttachedVolume& each : instance.volumes) {
    if (is_leaving(each)) host_.detach_volume(instance.id, each.volume_id, false);
  }
}

Result<std::string> Ec2::create_snapshot(const Volume& volume, std::string description) {
  if (snapshots_.all().size() >= volumes_max) return refuse(errors::too_many_volumes(volumes_max));
  Snapshot made;
  made.id = world_.ids.resource("snap-");
  made.volume_id = volume.id;
  made.size_gib = volume.size_gib;
  made.encrypted = volume.encrypted;
  made.description = std::move(description);
  made.started = now();
  copy_to(snapshots_.put(made.id, made));
  return made.id;
}

void Ec2::copy_to(const Snapshot& snapshot) {
  host_.volumes().copy(snapshot.volume_id, snapshot.id, bytes_of_gib(snapshot.size_gib),
                       [alive = alive_, id = snapshot.id](const std::string& failure) {
                         if (*alive != nullptr) (*alive)->snapshot_copied(id, failure);
                       });
}

void Ec2::snapshot_copied(const std::string& id, const std::string& failure) {
  if (find_snapshot(id) == nullptr) return discard_later(id);
  Snapshot& snapshot = snapshots_.edit(id);
  snapshot.failure = failure;
  if (failure.empty()) snapshot.completed = now();
  record(id, failure.empty() ? "snapshot-completed" : "snapshot-failed",
         {{"snapshot-id", id}, {"volume-id", snapshot.volume_id}});
}

Result<const Snapshot*> Ec2::completed_snapshot(const std::string& id) const {
  const Snapshot* snapshot = find_snapshot(id);
  if (snapshot == nullptr) return refuse(errors::snapshot_not_found({id}));
  if (!snapshot->completed) return refuse(errors::snapshot_pending(id));
  return snapshot;
}

void Ec2::delete_snapshot(const std::string& id) {
  snapshots_.erase(id);
  catalogue_.set_tags(id, {});
  discard_later(id);
}

void Ec2::resume_copies() {
  for (const auto& [id, volume] : volumes_.all()) {
    if (volume.filling) fill(volume);
  }
  for (const auto& [id, snapshot] : snapshots_.all()) {
    if (snapshot.state() == "pending") copy_to(snapshot);
  }
}

}  // namespace spotdrill::ec2
