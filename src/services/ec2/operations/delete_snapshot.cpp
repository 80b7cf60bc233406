#include "services/ec2/volume_errors.hpp"
#include "services/ec2/volume_operations.hpp"

namespace spotdrill::ec2 {

/// Deletes a snapshot. Volumes that were made of it have their own copies.
/// Errors: InvalidSnapshot.NotFound.
/// Source: EC2 API Reference, DeleteSnapshot.
Result<api::ec2::DeleteSnapshotResult> delete_snapshot(
    Ec2& ec2, const api::ec2::DeleteSnapshotRequest& request) {
  if (ec2.find_snapshot(request.snapshot_id) == nullptr) {
    return refuse(errors::snapshot_not_found({request.snapshot_id}));
  }
  ec2.delete_snapshot(request.snapshot_id);
  return api::ec2::DeleteSnapshotResult{};
}

}  // namespace spotdrill::ec2
