#include "services/ec2/volume_errors.hpp"
#include "services/ec2/volume_operations.hpp"

namespace spotdrill::ec2 {

/// Detaches a volume. One that is mounted is "busy" until it is not, unless that is forced.
/// Errors: InvalidVolume.NotFound, IncorrectState, InvalidAttachment.NotFound.
/// Source: EC2 API Reference, DetachVolume.
// DEVIATION: on AWS the root volume of a stopped instance can be detached; here it is part of its
// instance.
Result<api::ec2::VolumeAttachment> detach_volume(Ec2& ec2,
                                                 const api::ec2::DetachVolumeRequest& request) {
  ec2.settle();
  const Volume& volume = *TRY(known_volume(ec2, request.volume_id));
  const AttachedVolume* attached = ec2.attachment(volume);
  if (attached == nullptr) return refuse(errors::volume_is_available(volume.id));
  const bool elsewhere = request.instance_id.value_or(volume.instance_id) != volume.instance_id ||
                         request.device.value_or(attached->device_name) != attached->device_name;
  if (elsewhere) {
    return refuse(
        errors::not_attached_there(volume.id, request.instance_id.value_or(volume.instance_id)));
  }
  if (volume.root) {
    return refuse(errors::root_stays(attached->device_name, volume.instance_id));
  }
  api::ec2::VolumeAttachment shown = render_attachment(volume, *attached);
  shown.state = "detaching";
  ec2.detach_volume(volume.id, request.force.value_or(false));
  return shown;
}

}  // namespace spotdrill::ec2
