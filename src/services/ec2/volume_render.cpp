#include "services/ec2/render.hpp"
#include "services/ec2/volume_errors.hpp"
#include "services/ec2/volume_operations.hpp"

namespace spotdrill::ec2 {

Result<const Volume*> known_volume(const Ec2& ec2, const std::string& id) {
  if (!id.starts_with("vol-")) return refuse(errors::volume_malformed(id));
  const Volume* volume = ec2.find_volume(id);
  if (volume == nullptr) return refuse(errors::volume_not_found({id}));
  return volume;
}

api::ec2::VolumeAttachment render_attachment(const Volume& volume, const AttachedVolume& attached) {
  api::ec2::VolumeAttachment shown;
  shown.volume_id = volume.id;
  shown.instance_id = volume.instance_id;
  shown.device = attached.device_name;
  shown.state = attached.state;
  shown.attach_time = attached.attached_at;
  shown.delete_on_termination = attached.delete_on_termination;
  return shown;
}

api::ec2::Volume render_volume(const Ec2& ec2, const Volume& volume) {
  api::ec2::Volume shown;
  shown.volume_id = volume.id;
  shown.size = volume.size_gib;
  shown.snapshot_id = volume.snapshot_id;
  shown.availability_zone = volume.availability_zone;
  shown.availability_zone_id = unless_empty(volume.availability_zone_id);
  shown.state = std::string{volume.state()};
  shown.create_time = volume.created;
  shown.encrypted = volume.encrypted;
  shown.kms_key_id = unless_empty(volume.kms_key_id);
  shown.volume_type = volume.type;
  shown.iops = volume.iops;
  shown.throughput = volume.throughput;
  shown.multi_attach_enabled = false;
  shown.tags = render_tags(ec2.catalogue().tags(volume.id));
  if (const AttachedVolume* attached = ec2.attachment(volume)) {
    shown.attachments.push_back(render_attachment(volume, *attached));
  }
  return shown;
}

api::ec2::VolumeModification render_change(const Volume& volume) {
  api::ec2::VolumeModification shown;
  shown.volume_id = volume.id;
  shown.modification_state = "completed";
  shown.target_size = volume.size_gib;
  shown.target_iops = volume.iops;
  shown.target_volume_type = volume.type;
  shown.target_throughput = volume.throughput;
  shown.target_multi_attach_enabled = false;
  shown.original_size = volume.change->before.size_gib;
  shown.original_iops = volume.change->before.iops;
  shown.original_volume_type = volume.change->before.type;
  shown.original_throughput = volume.change->before.throughput;
  shown.original_multi_attach_enabled = false;
  shown.progress = 100;
  shown.start_time = volume.change->at;
  shown.end_time = volume.change->at;
  return shown;
}

api::ec2::Snapshot render_snapshot(const Ec2& ec2, const Snapshot& snapshot) {
  api::ec2::Snapshot shown;
  shown.snapshot_id = snapshot.id;
  shown.volume_id = snapshot.volume_id;
  shown.state = std::string{snapshot.state()};
  shown.state_message = unless_empty(snapshot.failure);
  shown.start_time = snapshot.started;
  shown.completion_time = snapshot.completed;
  shown.progress = snapshot.completed ? "100%" : "0%";
  shown.owner_id = ec2.place().account;
  shown.description = snapshot.description;
  shown.volume_size = snapshot.size_gib;
  shown.encrypted = snapshot.encrypted;
  shown.storage_tier = "standard";
  shown.tags = render_tags(ec2.catalogue().tags(snapshot.id));
  return shown;
}

}  // namespace spotdrill::ec2
