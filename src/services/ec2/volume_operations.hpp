// The operations on volumes and snapshots, and what they have in common. One file each under
// operations/; operations.cpp has the table.
#pragma once

#include "api/ec2.hpp"
#include "base/result.hpp"
#include "services/ec2/ec2.hpp"

namespace spotdrill::ec2 {

Result<api::ec2::VolumeAttachment> attach_volume(Ec2& ec2,
                                                 const api::ec2::AttachVolumeRequest& request);
Result<api::ec2::Snapshot> create_snapshot(Ec2& ec2,
                                           const api::ec2::CreateSnapshotRequest& request);
Result<api::ec2::Volume> create_volume(Ec2& ec2, const api::ec2::CreateVolumeRequest& request);
Result<api::ec2::DeleteSnapshotResult> delete_snapshot(
    Ec2& ec2, const api::ec2::DeleteSnapshotRequest& request);
Result<api::ec2::DeleteVolumeResult> delete_volume(Ec2& ec2,
                                                   const api::ec2::DeleteVolumeRequest& request);
Result<api::ec2::DescribeSnapshotsResult> describe_snapshots(
    Ec2& ec2, const api::ec2::DescribeSnapshotsRequest& request);
Result<api::ec2::DescribeVolumeStatusResult> describe_volume_status(
    Ec2& ec2, const api::ec2::DescribeVolumeStatusRequest& request);
Result<api::ec2::DescribeVolumesResult> describe_volumes(
    Ec2& ec2, const api::ec2::DescribeVolumesRequest& request);
Result<api::ec2::DescribeVolumesModificationsResult> describe_volumes_modifications(
    Ec2& ec2, const api::ec2::DescribeVolumesModificationsRequest& request);
Result<api::ec2::VolumeAttachment> detach_volume(Ec2& ec2,
                                                 const api::ec2::DetachVolumeRequest& request);
Result<api::ec2::ModifyVolumeResult> modify_volume(Ec2& ec2,
                                                   const api::ec2::ModifyVolumeRequest& request);

/// The volume of that id.
/// Errors: InvalidVolume.NotFound, InvalidParameterValue.
Result<const Volume*> known_volume(const Ec2& ec2, const std::string& id);

api::ec2::VolumeAttachment render_attachment(const Volume& volume, const AttachedVolume& attached);
api::ec2::Volume render_volume(const Ec2& ec2, const Volume& volume);
api::ec2::VolumeModification render_change(const Volume& volume);
api::ec2::Snapshot render_snapshot(const Ec2& ec2, const Snapshot& snapshot);

}  // namespace spotdrill::ec2
