// The volumes and the disks that an instance is launched with, and as what it sees them.
#include <fmt/format.h>

#include <algorithm>

#include "services/ec2/ec2.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/tagging.hpp"
#include "services/ec2/volume_errors.hpp"

namespace spotdrill::ec2 {
namespace {

VolumeSpec spec_of(const BlockDevice& device, VolumeSpec spec) {
  spec.size_gib = device.volume_size_gib.value_or(spec.size_gib);
  if (!device.volume_type.empty()) spec.type = device.volume_type;
  spec.iops = device.iops;
  spec.throughput = device.throughput;
  return spec;
}

void read_device(const BlockDevice& device, Volume& volume) {
  static_cast<VolumeSpec&>(volume) = spec_of(device, volume);
  volume.encrypted = device.encrypted.value_or(false);
}

/// An image that nobody described has the root that a mapping of its launch takes for it.
std::string root_name(const Image& image, const LaunchPlan& plan) {
  constexpr std::string_view other = "/dev/sda1";
  const auto names = [&](std::string_view name) {
    return std::ranges::find(plan.block_devices, name, &BlockDevice::device_name) !=
           plan.block_devices.end();
  };
  const bool is_other = image.adopted && names(other) && !names(image.root_device_name);
  return is_other ? std::string{other} : image.root_device_name;
}

bool has_nvme(const Instance& instance) {
  const auto* facts = find_instance_type_facts(instance.instance_type);
  return facts == nullptr || facts->hypervisor == "nitro";
}

std::string disk_id(const Instance& instance, const EphemeralDisk& disk) {
  return instance.id + "-" + disk.virtual_name;
}

/// "NVMe instance store volumes … are automatically enumerated and assigned a device name"; the
/// others are there where a block device mapping says so. Source: EC2 User Guide, "Instance store".
std::vector<EphemeralDisk> disks_of(const LaunchPlan& plan, const InstanceTypeFacts* facts) {
  std::vector<EphemeralDisk> disks;
  if (facts == nullptr) return disks;
  for (std::int32_t index = 0; index < facts->disks; ++index) {
    EphemeralDisk disk{.device_name = "",
                       .virtual_name = fmt::format("ephemeral{}", index),
                       .gib = std::int64_t{facts->disk_gb} * 1'000'000'000 / (1LL << 30)};
    const auto asked =
        std::ranges::find(plan.block_devices, disk.virtual_name, &BlockDevice::virtual_name);
    if (asked != plan.block_devices.end()) disk.device_name = asked->device_name;
    const bool nvme = facts->hypervisor == "nitro" || facts->name.starts_with("i3.");
    if (nvme || !disk.device_name.empty()) disks.push_back(disk);
  }
  return disks;
}

}  // namespace

/// Errors: InvalidBlockDeviceMapping, InvalidSnapshot.NotFound, IncorrectState and those of
/// check_volume_spec.
Result<void> Ec2::check_devices(const LaunchPlan& plan, const Image& image) const {
  const std::string root = root_name(image, plan);
  for (const BlockDevice& device : plan.block_devices) {
    if (!device.has_ebs || device.no_device || device.device_name == root) continue;
    if (!is_device_name(device.device_name)) {
      return refuse(errors::not_a_device_name(device.device_name));
    }
    VolumeSpec spec = spec_of(device, {});
    if (!device.snapshot_id.empty()) {
      const Snapshot* snapshot = TRY(completed_snapshot(device.snapshot_id));
      spec.size_gib = device.volume_size_gib.value_or(snapshot->size_gib);
      if (spec.size_gib < snapshot->size_gib) {
        return refuse(
            errors::mapping_smaller_than_snapshot(spec.size_gib, snapshot->id, snapshot->size_gib));
      }
    } else if (!device.volume_size_gib) {
      return refuse(errors::missing_parameter("size/snapshot"));
    }
    TRY(check_volume_spec(spec));
    TRY(check_room(spec.size_gib));
  }
  return {};
}

Result<void> Ec2::make_volumes(Instance& instance, const LaunchPlan& plan, const Image& image) {
  const auto add = [&](const std::string& name, Volume volume, bool ends) -> Result<void> {
    volume.availability_zone = instance.availability_zone;
    volume.availability_zone_id = instance.availability_zone_id;
    volume.instance_id = instance.id;
    const std::string id = TRY(create_volume(std::move(volume)));
    set_tags(*this, id, plan.volume_tags);
    instance.volumes.push_back({.device_name = name,
                                .volume_id = id,
                                .attached_at = whole_second(),
                                .delete_on_termination = ends});
    return {};
  };
  instance.root_device_name = root_name(image, plan);
  Volume root;
  root.root = true;
  root.size_gib = image.root_volume_gib;
  bool root_ends = true;
  for (const BlockDevice& device : plan.block_devices) {
    if (device.device_name != instance.root_device_name) continue;
    read_device(device, root);
    root_ends = device.delete_on_termination.value_or(true);
  }
  TRY(add(instance.root_device_name, root, root_ends));
  for (const BlockDevice& device : plan.block_devices) {
    const bool is_root = device.device_name == instance.root_device_name;
    if (is_root || device.no_device || !device.has_ebs) continue;
    Volume volume;
    if (const Snapshot* snapshot = find_snapshot(device.snapshot_id)) {
      volume.size_gib = snapshot->size_gib;
      volume.snapshot_id = snapshot->id;
    }
    read_device(device, volume);
    const auto added = add(device.device_name, volume, device.delete_on_termination.value_or(true));
    if (added.has_value()) continue;
    for (const AttachedVolume& made : instance.volumes) delete_volume(made.volume_id);
    return refuse(added.error());
  }
  instance.ephemeral_disks = disks_of(plan, find_instance_type_facts(instance.instance_type));
  return {};
}

// DEVIATION: on AWS a disk of the instance store that is larger than ours would be is so; here it
// is as large as the disk that it is kept on, at most.
void Ec2::make_ephemeral_disks(const Instance& instance) {
  for (const EphemeralDisk& disk : instance.ephemeral_disks) {
    const std::uint64_t bytes = std::min(bytes_of_gib(disk.gib), host_.volumes().bytes_max());
    // Those of a reboot are there, and stay as they are. Without one the instance runs, too.
    (void)host_.volumes().make(disk_id(instance, disk), bytes);
  }
}

// "The data … is lost if the underlying disk drive fails, the instance stops … hibernates …
// terminates." Source: EC2 User Guide, "Data persistence for instance store volumes".
void Ec2::remove_ephemeral_disks(const Instance& instance) {
  for (const EphemeralDisk& disk : instance.ephemeral_disks) {
    discard_later(disk_id(instance, disk));
  }
}

std::optional<VolumeDevice> Ec2::device_of(const Instance& instance,
                                           const AttachedVolume& attached) const {
  const Volume* volume = find_volume(attached.volume_id);
  if (volume == nullptr || volume->root) return std::nullopt;
  return VolumeDevice{.volume_id = volume->id,
                      .name = attached.device_name,
                      .bytes = bytes_of_gib(volume->size_gib),
                      .nvme = has_nvme(instance)};
}

std::vector<VolumeDevice> Ec2::devices_of(const Instance& instance) const {
  std::vector<VolumeDevice> devices;
  for (const AttachedVolume& attached : instance.volumes) {
    if (const auto device = device_of(instance, attached)) devices.push_back(*device);
  }
  for (const EphemeralDisk& disk : instance.ephemeral_disks) {
    devices.push_back({.volume_id = disk_id(instance, disk),
                       .name = disk.device_name,
                       .bytes = bytes_of_gib(disk.gib),
                       .nvme = has_nvme(instance),
                       .ephemeral = true});
  }
  return devices;
}

bool Ec2::waits_for_copies(const Instance& instance) const {
  return std::ranges::any_of(instance.volumes, [&](const AttachedVolume& attached) {
    const Volume* volume = find_volume(attached.volume_id);
    return volume != nullptr && volume->filling;
  });
}

std::set<std::string> Ec2::kept_volumes() const {
  std::set<std::string> ids;
  for (const auto& [id, volume] : volumes_.all()) ids.insert(id);
  for (const auto& [id, snapshot] : snapshots_.all()) ids.insert(id);
  for (const auto& [id, instance] : instances_.all()) {
    if (instance.state == InstanceState::Terminated) continue;
    for (const EphemeralDisk& disk : instance.ephemeral_disks) ids.insert(disk_id(instance, disk));
  }
  return ids;
}

}  // namespace spotdrill::ec2
