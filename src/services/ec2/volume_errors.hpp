// EC2's refusals of volumes and snapshots.
// Source: EC2 API Reference, "Error codes for the Amazon EC2 API"; the words are those that clients
// have reported.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/aws_error.hpp"

namespace spotdrill::ec2::errors {

// What a volume may be.
AwsError unknown_volume_type(std::string_view type);
AwsError volume_too_small(std::int32_t gib, std::int32_t least);
AwsError volume_too_large(std::int32_t gib, std::string_view type, std::int32_t most);
/// InsufficientVolumeCapacity: this computer's disk is smaller.
AwsError no_room_for_volume(std::int32_t gib, std::uint64_t bytes_max);
AwsError smaller_than_snapshot(std::int32_t gib, std::string_view snapshot, std::int32_t least);
AwsError mapping_smaller_than_snapshot(std::int32_t gib, std::string_view snapshot,
                                       std::int32_t least);
AwsError iops_missing(std::string_view type);
AwsError iops_too_low(std::int32_t iops, std::int32_t least);
AwsError iops_too_high(std::int32_t iops, std::int32_t most);
AwsError iops_ratio(std::int32_t iops, std::int32_t gib, std::int32_t most);
AwsError throughput_range(std::int32_t throughput, std::int32_t least, std::int32_t most);
/// InvalidParameterCombination: volumes of that type have no such parameter.
AwsError not_for_type(std::string_view parameter, std::string_view type);
AwsError zone_not_found(std::string_view zone);
AwsError too_many_volumes(std::size_t limit);  ///< VolumeLimitExceeded.
AwsError volume_not_made(std::string why);     ///< InternalError.

// Which volume.
AwsError volume_not_found(const std::vector<std::string>& ids);
AwsError volume_malformed(std::string_view id);
AwsError volume_attached(std::string_view id, std::string_view instance_id);  ///< VolumeInUse.
AwsError volume_in_use(std::string_view id);                                  ///< VolumeInUse.
AwsError volume_not_available(std::string_view id);                           ///< IncorrectState.

// Attachments.
AwsError instance_not_running(std::string_view id);  ///< IncorrectState.
AwsError zone_mismatch(std::string_view volume_id, std::string_view instance_id);
AwsError not_a_device_name(std::string_view name);
AwsError device_in_use(std::string_view name);
AwsError too_many_attachments();
AwsError volume_is_available(std::string_view id);  ///< IncorrectState.
AwsError not_attached_there(std::string_view volume_id, std::string_view instance_id);
AwsError root_stays(std::string_view device, std::string_view instance_id);

// Changes.
AwsError cannot_shrink();
AwsError modified_too_often();

// Snapshots.
AwsError snapshot_not_found(const std::vector<std::string>& ids);
AwsError snapshot_pending(std::string_view id);  ///< IncorrectState.

}  // namespace spotdrill::ec2::errors
