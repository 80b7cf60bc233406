#include "services/ec2/volume_errors.hpp"

#include <fmt/format.h>

#include "services/ec2/errors.hpp"

namespace spotdrill::ec2::errors {

AwsError unknown_volume_type(std::string_view type) {
  return refusal("UnknownVolumeType", fmt::format("Unsupported volume type '{}'.", type));
}

AwsError volume_too_small(std::int32_t gib, std::int32_t least) {
  return invalid_parameter_value(
      fmt::format("Volume of {}GiB is too small; minimum is {}GiB.", gib, least));
}

AwsError volume_too_large(std::int32_t gib, std::string_view type, std::int32_t most) {
  return invalid_parameter_value(fmt::format(
      "Volume of {}GiB is too large for volume type {}; maximum is {}GiB", gib, type, most));
}

AwsError no_room_for_volume(std::int32_t gib, std::uint64_t bytes_max) {
  AwsError error =
      refusal("InsufficientVolumeCapacity",
              fmt::format("There is not enough capacity to fulfill your EBS volume provision "
                          "request: a volume of {} GiB is larger than the disk of {} GiB that "
                          "spotdrill keeps volumes on.",
                          gib, bytes_max >> 30));
  error.fault = Fault::Receiver;
  return error;
}

AwsError smaller_than_snapshot(std::int32_t gib, std::string_view snapshot, std::int32_t least) {
  return invalid_parameter_value(fmt::format(
      "Volume of {}GiB is smaller than snapshot '{}', expect size >= {}GiB", gib, snapshot, least));
}

AwsError mapping_smaller_than_snapshot(std::int32_t gib, std::string_view snapshot,
                                       std::int32_t least) {
  return refusal("InvalidBlockDeviceMapping",
                 fmt::format("Volume of size {}GB is smaller than snapshot '{}', expect size >= "
                             "{}GB",
                             gib, snapshot, least));
}

AwsError iops_missing(std::string_view type) {
  return invalid_parameter_combination(
      fmt::format("The parameter iops must be specified for {} volumes.", type));
}

AwsError iops_too_low(std::int32_t iops, std::int32_t least) {
  return invalid_parameter_value(
      fmt::format("Volume iops of {} is too low; minimum is {}.", iops, least));
}

AwsError iops_too_high(std::int32_t iops, std::int32_t most) {
  return invalid_parameter_value(
      fmt::format("Volume iops of {} is too high; maximum is {}.", iops, most));
}

AwsError iops_ratio(std::int32_t iops, std::int32_t gib, std::int32_t most) {
  return invalid_parameter_value(
      fmt::format("Iops to volume size ratio of {:f} is too high; maximum is {}",
                  static_cast<double>(iops) / gib, most));
}

AwsError throughput_range(std::int32_t throughput, std::int32_t least, std::int32_t most) {
  return invalid_value("throughput", std::to_string(throughput),
                       fmt::format("Must be between {} and {}.", least, most));
}

AwsError not_for_type(std::string_view parameter, std::string_view type) {
  return invalid_parameter_combination(
      fmt::format("The parameter {} is not supported for {} volumes.", parameter, type));
}

AwsError zone_not_found(std::string_view zone) {
  return refusal("InvalidZone.NotFound", fmt::format("The zone '{}' does not exist.", zone));
}

AwsError too_many_volumes(std::size_t limit) {
  return refusal("VolumeLimitExceeded",
                 fmt::format("You have exceeded the limit of {} volumes or snapshots.", limit));
}

AwsError volume_not_made(std::string why) {
  AwsError error = refusal("InternalError", std::move(why));
  error.fault = Fault::Receiver;
  return error;
}

AwsError volume_not_found(const std::vector<std::string>& ids) {
  return refusal("InvalidVolume.NotFound",
                 ids.size() == 1
                     ? fmt::format("The volume '{}' does not exist.", ids.front())
                     : fmt::format("The volumes '{}' do not exist.", fmt::join(ids, ", ")));
}

AwsError volume_malformed(std::string_view id) {
  return invalid_value("volumeId", id, "Expected: 'vol-...'.");
}

AwsError volume_attached(std::string_view id, std::string_view instance_id) {
  return refusal("VolumeInUse",
                 fmt::format("Volume {} is currently attached to {}", id, instance_id));
}

AwsError volume_in_use(std::string_view id) {
  return refusal("VolumeInUse", fmt::format("{} is already attached to an instance", id));
}

AwsError volume_not_available(std::string_view id) {
  return refusal("IncorrectState", fmt::format("{} is not 'available'.", id));
}

AwsError instance_not_running(std::string_view id) {
  return refusal("IncorrectState", fmt::format("Instance '{}' is not 'running'.", id));
}

AwsError zone_mismatch(std::string_view volume_id, std::string_view instance_id) {
  return refusal("InvalidVolume.ZoneMismatch",
                 fmt::format("The volume '{}' is not in the same availability zone as instance "
                             "'{}'",
                             volume_id, instance_id));
}

AwsError not_a_device_name(std::string_view name) {
  return invalid_value("device", name, fmt::format("{} is not a valid EBS device name.", name));
}

AwsError device_in_use(std::string_view name) {
  return invalid_parameter_value(fmt::format(
      "Invalid value '{}' for unixDevice. Attachment point {} is already in use", name, name));
}

AwsError too_many_attachments() {
  return refusal("AttachmentLimitExceeded",
                 "You've reached the limit on the number of Amazon EBS volumes that can be "
                 "attached to a single instance.");
}

AwsError volume_is_available(std::string_view id) {
  return refusal("IncorrectState", fmt::format("Volume '{}' is in the 'available' state.", id));
}

AwsError not_attached_there(std::string_view volume_id, std::string_view instance_id) {
  return refusal(
      "InvalidAttachment.NotFound",
      fmt::format("The volume '{}' is not attached to instance '{}'.", volume_id, instance_id));
}

AwsError root_stays(std::string_view device, std::string_view instance_id) {
  return refusal("IncorrectState", fmt::format("Unable to detach root volume '{}' from instance "
                                               "'{}'",
                                               device, instance_id));
}

AwsError cannot_shrink() {
  return invalid_parameter_value("New size cannot be smaller than existing size");
}

AwsError modified_too_often() {
  return refusal("VolumeModificationRateExceeded",
                 "You've reached the maximum modification rate per volume limit. Wait at least 6 "
                 "hours between modifications per EBS volume.");
}

AwsError snapshot_not_found(const std::vector<std::string>& ids) {
  return refusal("InvalidSnapshot.NotFound",
                 fmt::format("The snapshot '{}' does not exist.", fmt::join(ids, ", ")));
}

AwsError snapshot_pending(std::string_view id) {
  return refusal("IncorrectState", fmt::format("Snapshot '{}' is not 'completed'.", id));
}

}  // namespace spotdrill::ec2::errors
