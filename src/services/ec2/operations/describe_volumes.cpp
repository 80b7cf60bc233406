#include "services/ec2/describe.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/instance_operations.hpp"
#include "services/ec2/render.hpp"

namespace spotdrill::ec2 {
namespace {

struct VolumeRow {
  const AttachedVolume* volume;
  const Instance* instance;
  Tags tags;
};

/// Source: EC2 API Reference, DescribeVolumes, Filter.N.
constexpr FilterField<VolumeRow> volume_fields[] = {
    {"attachment.delete-on-termination",
     [](const VolumeRow& r) -> FilterValues {
       return {filter_text(r.volume->delete_on_termination)};
     }},
    {"attachment.device",
     [](const VolumeRow& r) -> FilterValues { return {r.volume->device_name}; }},
    {"attachment.instance-id", [](const VolumeRow& r) -> FilterValues { return {r.instance->id}; }},
    {"attachment.status", [](const VolumeRow&) -> FilterValues { return {"attached"}; }},
    {"availability-zone",
     [](const VolumeRow& r) -> FilterValues { return {r.instance->availability_zone}; }},
    {"availability-zone-id",
     [](const VolumeRow& r) -> FilterValues { return {r.instance->availability_zone_id}; }},
    {"encrypted", [](const VolumeRow&) -> FilterValues { return {filter_text(false)}; }},
    {"size",
     [](const VolumeRow& r) -> FilterValues { return {std::to_string(r.volume->size_gib)}; }},
    {"status", [](const VolumeRow&) -> FilterValues { return {"in-use"}; }},
    {"volume-id", [](const VolumeRow& r) -> FilterValues { return {r.volume->volume_id}; }},
    {"volume-type", [](const VolumeRow& r) -> FilterValues { return {r.volume->type}; }},
};

AwsError volume_not_found(const std::vector<std::string>& ids) {
  return errors::refusal("InvalidVolume.NotFound",
                         "The volume '" + ids.front() + "' does not exist.");
}

api::ec2::Volume render_volume(const VolumeRow& row) {
  api::ec2::Volume shown;
  shown.volume_id = row.volume->volume_id;
  shown.size = row.volume->size_gib;
  shown.snapshot_id = "";
  shown.availability_zone = row.instance->availability_zone;
  shown.availability_zone_id = unless_empty(row.instance->availability_zone_id);
  shown.state = "in-use";
  shown.create_time = row.volume->attached_at;
  shown.encrypted = false;
  shown.volume_type = row.volume->type;
  shown.iops = row.volume->iops;
  shown.throughput = row.volume->throughput;
  shown.multi_attach_enabled = false;
  shown.tags = render_tags(row.tags);
  auto& attachment = shown.attachments.emplace_back();
  attachment.volume_id = row.volume->volume_id;
  attachment.instance_id = row.instance->id;
  attachment.device = row.volume->device_name;
  attachment.state = "attached";
  attachment.attach_time = row.volume->attached_at;
  attachment.delete_on_termination = row.volume->delete_on_termination;
  return shown;
}

}  // namespace

/// Lists the volumes that instances have.
/// Errors: InvalidVolume.NotFound, those of filters and pages.
/// Source: EC2 API Reference, DescribeVolumes.
// DEVIATION: a volume is part of its instance here and ends with it, whatever
// DeleteOnTermination says.
Result<api::ec2::DescribeVolumesResult> describe_volumes(
    Ec2& ec2, const api::ec2::DescribeVolumesRequest& request) {
  std::vector<VolumeRow> rows;
  for (const auto& [id, instance] : ec2.instances()) {
    if (instance.state == InstanceState::Terminated) continue;
    for (const AttachedVolume& volume : instance.volumes) {
      rows.push_back({.volume = &volume,
                      .instance = &instance,
                      .tags = ec2.catalogue().tags(volume.volume_id)});
    }
  }
  const auto page = TRY(describe(
      std::move(rows), request.volume_ids, request,
      Description<VolumeRow>{.operation = "DescribeVolumes",
                             .fields = volume_fields,
                             .id_of = [](const VolumeRow& r) { return r.volume->volume_id; },
                             .not_found = volume_not_found}));
  api::ec2::DescribeVolumesResult result;
  for (const VolumeRow& row : page.items) result.volumes.push_back(render_volume(row));
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
