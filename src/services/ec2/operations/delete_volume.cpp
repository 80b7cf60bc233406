#include "services/ec2/volume_errors.hpp"
#include "services/ec2/volume_operations.hpp"

namespace spotdrill::ec2 {

/// Deletes a volume that is attached to nothing.
/// Errors: InvalidVolume.NotFound, VolumeInUse, IncorrectState.
/// Source: EC2 API Reference, DeleteVolume.
Result<api::ec2::DeleteVolumeResult> delete_volume(Ec2& ec2,
                                                   const api::ec2::DeleteVolumeRequest& request) {
  ec2.settle();
  const Volume& volume = *TRY(known_volume(ec2, request.volume_id));
  if (!volume.instance_id.empty()) {
    return refuse(errors::volume_attached(volume.id, volume.instance_id));
  }
  if (volume.filling) return refuse(errors::volume_not_available(volume.id));
  ec2.delete_volume(std::string{volume.id});
  return api::ec2::DeleteVolumeResult{};
}

}  // namespace spotdrill::ec2
