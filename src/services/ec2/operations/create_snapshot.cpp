#include "services/ec2/errors.hpp"
#include "services/ec2/read_plan.hpp"
#include "services/ec2/tagging.hpp"
#include "services/ec2/volume_errors.hpp"
#include "services/ec2/volume_operations.hpp"

namespace spotdrill::ec2 {

/// Copies a volume; the snapshot is complete when the copy is.
/// Errors: InvalidVolume.NotFound, IncorrectState, UnsupportedOperation, VolumeLimitExceeded.
/// Source: EC2 API Reference, CreateSnapshot.
// DEVIATION: on AWS it is the volume of one moment, that of the request. Here it is what is read
// while it is copied: of a volume that is written meanwhile, a mixture.
Result<api::ec2::Snapshot> create_snapshot(Ec2& ec2,
                                           const api::ec2::CreateSnapshotRequest& request) {
  Tags tags = TRY(read_tag_specifications(request.tag_specifications, "snapshot", {"snapshot"}));
  const Volume& volume = *TRY(known_volume(ec2, request.volume_id));
  if (volume.filling || volume.failed) return refuse(errors::volume_not_available(volume.id));
  if (volume.root) {
    return refuse(errors::unsupported_operation(
        "A snapshot of a root volume is not supported: it is part of its instance here."));
  }
  const std::string id = TRY(ec2.create_snapshot(volume, request.description.value_or("")));
  set_tags(ec2, id, std::move(tags));
  return render_snapshot(ec2, *ec2.find_snapshot(id));
}

}  // namespace spotdrill::ec2
