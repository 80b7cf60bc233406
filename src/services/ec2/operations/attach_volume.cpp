#include <algorithm>

#include "services/ec2/volume_errors.hpp"
#include "services/ec2/volume_operations.hpp"

namespace spotdrill::ec2 {
namespace {

/// "Most Nitro instances support … 28 attachments", of which one is the network interface's.
/// Source: EC2 User Guide, "Amazon EBS volume limits for Amazon EC2 instances".
constexpr std::size_t attachments_max = 27;

Result<void> check_attachable(const Volume& volume, const Instance& instance,
                              const std::string& device) {
  if (!volume.instance_id.empty()) return refuse(errors::volume_in_use(volume.id));
  if (volume.state() != "available") return refuse(errors::volume_not_available(volume.id));
  const bool fits =
      instance.state == InstanceState::Running || instance.state == InstanceState::Stopped;
  if (!fits) return refuse(errors::instance_not_running(instance.id));
  if (volume.availability_zone != instance.availability_zone) {
    return refuse(errors::zone_mismatch(volume.id, instance.id));
  }
  if (!is_device_name(device)) return refuse(errors::not_a_device_name(device));
  const auto is_taken = [&](const auto& each) { return is_same_device(each.device_name, device); };
  if (std::ranges::any_of(instance.volumes, is_taken) ||
      std::ranges::any_of(instance.ephemeral_disks, is_taken)) {
    return refuse(errors::device_in_use(device));
  }
  if (instance.volumes.size() >= attachments_max) return refuse(errors::too_many_attachments());
  return {};
}

}  // namespace

/// Attaches a volume to an instance. Its device is there a moment later.
/// Errors: InvalidVolume.NotFound, InvalidInstanceID.NotFound, VolumeInUse, IncorrectState,
/// InvalidVolume.ZoneMismatch, InvalidParameterValue, AttachmentLimitExceeded.
/// Source: EC2 API Reference, AttachVolume.
Result<api::ec2::VolumeAttachment> attach_volume(Ec2& ec2,
                                                 const api::ec2::AttachVolumeRequest& request) {
  ec2.settle();
  const Volume& volume = *TRY(known_volume(ec2, request.volume_id));
  TRY(ec2.find_all({request.instance_id}));
  TRY(check_attachable(volume, *ec2.find_instance(request.instance_id), request.device));
  ec2.attach_volume(volume.id, request.instance_id, request.device);
  api::ec2::VolumeAttachment shown = render_attachment(volume, *ec2.attachment(volume));
  shown.state = "attaching";
  return shown;
}

}  // namespace spotdrill::ec2
