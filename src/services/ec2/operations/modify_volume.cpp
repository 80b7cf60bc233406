#include "services/ec2/errors.hpp"
#include "services/ec2/volume_errors.hpp"
#include "services/ec2/volume_operations.hpp"

namespace spotdrill::ec2 {
namespace {

/// "you must wait at least six hours … before you can modify the same volume".
/// Source: EBS User Guide, "Requirements for Amazon EBS volume modifications".
constexpr Duration modification_pause = 6h;

}  // namespace

/// Makes a volume larger, faster or of another type, also while it is used.
/// Errors: InvalidVolume.NotFound, IncorrectState, InvalidParameterValue,
/// InvalidParameterCombination, VolumeModificationRateExceeded, UnsupportedOperation and those of
/// Ec2::modify_volume.
/// Source: EC2 API Reference, ModifyVolume.
// DEVIATION: a change is complete at once; on AWS it is "optimizing" for hours.
Result<api::ec2::ModifyVolumeResult> modify_volume(Ec2& ec2,
                                                   const api::ec2::ModifyVolumeRequest& request) {
  const Volume& volume = *TRY(known_volume(ec2, request.volume_id));
  if (request.multi_attach_enabled.value_or(false)) {
    return refuse(errors::unsupported_operation(
        "The parameter MultiAttachEnabled is not supported: a volume here has one instance."));
  }
  if (volume.filling || volume.failed) return refuse(errors::volume_not_available(volume.id));
  VolumeSpec spec = volume;
  if (request.volume_type && *request.volume_type != spec.type) {
    spec.type = *request.volume_type;
    spec.iops.reset();
    spec.throughput.reset();
  }
  if (spec.type == "gp2") spec.iops.reset();
  spec.size_gib = request.size.value_or(spec.size_gib);
  if (request.iops) spec.iops = request.iops;
  if (request.throughput) spec.throughput = request.throughput;
  if (spec.size_gib < volume.size_gib) return refuse(errors::cannot_shrink());
  TRY(check_volume_spec(spec));
  if (volume.change && ec2.now() - volume.change->at < modification_pause) {
    return refuse(errors::modified_too_often());
  }
  TRY(ec2.modify_volume(std::string{volume.id}, spec));
  api::ec2::ModifyVolumeResult result;
  result.volume_modification = render_change(volume);
  // As AWS says it in this reply.
  result.volume_modification->modification_state = "modifying";
  result.volume_modification->progress = 0;
  result.volume_modification->end_time.reset();
  return result;
}

}  // namespace spotdrill::ec2
