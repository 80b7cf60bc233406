#include "services/ec2/errors.hpp"
#include "services/ec2/read_plan.hpp"
#include "services/ec2/tagging.hpp"
#include "services/ec2/volume_errors.hpp"
#include "services/ec2/volume_operations.hpp"

namespace spotdrill::ec2 {
namespace {

Result<AvailabilityZone> zone_of_volume(const Ec2& ec2,
                                        const api::ec2::CreateVolumeRequest& request) {
  if (!request.availability_zone && !request.availability_zone_id) {
    return refuse(errors::missing_parameter("availabilityZone"));
  }
  const AvailabilityZone* zone =
      ec2.catalogue().find_zone(request.availability_zone, request.availability_zone_id);
  if (zone != nullptr) return *zone;
  return refuse(errors::zone_not_found(
      request.availability_zone.value_or(request.availability_zone_id.value_or(""))));
}

/// What has an effect on AWS that nothing here has.
Result<void> check_volume_options(const api::ec2::CreateVolumeRequest& request) {
  if (request.multi_attach_enabled.value_or(false)) {
    return refuse(errors::unsupported_operation(
        "The parameter MultiAttachEnabled is not supported: a volume here has one instance."));
  }
  if (request.outpost_arn) {
    return refuse(errors::unsupported_operation("The parameter OutpostArn is not supported."));
  }
  return {};
}

Result<Volume> wanted_volume(const Ec2& ec2, const api::ec2::CreateVolumeRequest& request) {
  const AvailabilityZone zone = TRY(zone_of_volume(ec2, request));
  Volume wanted;
  wanted.availability_zone = zone.name;
  wanted.availability_zone_id = zone.id;
  wanted.type = request.volume_type.value_or("gp2");
  wanted.iops = request.iops;
  wanted.throughput = request.throughput;
  wanted.encrypted = request.encrypted.value_or(false);
  wanted.kms_key_id = request.kms_key_id.value_or("");
  wanted.snapshot_id = request.snapshot_id.value_or("");
  if (!wanted.snapshot_id.empty()) {
    const Snapshot* snapshot = TRY(ec2.completed_snapshot(wanted.snapshot_id));
    wanted.size_gib = request.size.value_or(snapshot->size_gib);
    if (wanted.size_gib < snapshot->size_gib) {
      return refuse(
          errors::smaller_than_snapshot(wanted.size_gib, snapshot->id, snapshot->size_gib));
    }
    wanted.encrypted = wanted.encrypted || snapshot->encrypted;
  } else if (request.size) {
    wanted.size_gib = *request.size;
  } else {
    return refuse(errors::missing_parameter("size/snapshot"));
  }
  TRY(check_volume_spec(wanted));
  return wanted;
}

}  // namespace

/// Makes a volume.
/// Errors: InvalidZone.NotFound, MissingParameter, InvalidParameterValue,
/// InvalidParameterCombination, InvalidSnapshot.NotFound, IncorrectState, UnsupportedOperation and
/// those of Ec2::create_volume.
/// Source: EC2 API Reference, CreateVolume.
Result<api::ec2::Volume> create_volume(Ec2& ec2, const api::ec2::CreateVolumeRequest& request) {
  TRY(check_volume_options(request));
  Tags tags = TRY(read_tag_specifications(request.tag_specifications, "volume", {"volume"}));
  Volume wanted = TRY(wanted_volume(ec2, request));
  constexpr std::string_view operation = "CreateVolume";
  const std::string token = request.client_token.value_or("");
  const std::string print = fingerprint(to_text(record::to_json(wanted)));
  const auto used = TRY(ec2.check_token(operation, token, print));
  const Volume* made = used ? ec2.find_volume(used->front()) : nullptr;
  if (made != nullptr) return render_volume(ec2, *made);
  const std::string id = TRY(ec2.create_volume(std::move(wanted)));
  set_tags(ec2, id, std::move(tags));
  ec2.remember_token(operation, token, print, {id});
  api::ec2::Volume shown = render_volume(ec2, *ec2.find_volume(id));
  shown.state = "creating";  // As AWS says it in this reply, always.
  return shown;
}

}  // namespace spotdrill::ec2
