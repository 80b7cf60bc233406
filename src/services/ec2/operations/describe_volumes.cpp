#include "base/iso8601.hpp"
#include "services/ec2/describe.hpp"
#include "services/ec2/volume_errors.hpp"
#include "services/ec2/volume_operations.hpp"

namespace spotdrill::ec2 {
namespace {

struct VolumeRow {
  const Volume* volume;
  const AttachedVolume* attached;  ///< Null: it is not.
  Tags tags;
};

FilterValues of_attachment(const VolumeRow& row, std::string (*read)(const AttachedVolume&)) {
  return row.attached == nullptr ? FilterValues{} : FilterValues{read(*row.attached)};
}

/// Source: EC2 API Reference, DescribeVolumes, Filter.N.
constexpr FilterField<VolumeRow> volume_fields[] = {
    {"attachment.attach-time",
     [](const VolumeRow& r) {
       return of_attachment(r,
                            [](const AttachedVolume& a) { return iso8601_millis(a.attached_at); });
     }},
    {"attachment.delete-on-termination",
     [](const VolumeRow& r) {
       return of_attachment(
           r, [](const AttachedVolume& a) { return filter_text(a.delete_on_termination); });
     }},
    {"attachment.device",
     [](const VolumeRow& r) {
       return of_attachment(r, [](const AttachedVolume& a) { return a.device_name; });
     }},
    {"attachment.instance-id",
     [](const VolumeRow& r) -> FilterValues {
       return r.attached == nullptr ? FilterValues{} : FilterValues{r.volume->instance_id};
     }},
    {"attachment.status",
     [](const VolumeRow& r) {
       return of_attachment(r, [](const AttachedVolume& a) { return a.state; });
     }},
    {"availability-zone",
     [](const VolumeRow& r) -> FilterValues { return {r.volume->availability_zone}; }},
    {"availability-zone-id",
     [](const VolumeRow& r) -> FilterValues { return {r.volume->availability_zone_id}; }},
    {"create-time",
     [](const VolumeRow& r) -> FilterValues { return {iso8601_millis(r.volume->created)}; }},
    {"encrypted",
     [](const VolumeRow& r) -> FilterValues { return {filter_text(r.volume->encrypted)}; }},
    {"multi-attach-enabled", [](const VolumeRow&) -> FilterValues { return {filter_text(false)}; }},
    {"size",
     [](const VolumeRow& r) -> FilterValues { return {std::to_string(r.volume->size_gib)}; }},
    {"snapshot-id", [](const VolumeRow& r) -> FilterValues { return {r.volume->snapshot_id}; }},
    {"status", [](const VolumeRow& r) -> FilterValues { return {std::string{r.volume->state()}}; }},
    {"volume-id", [](const VolumeRow& r) -> FilterValues { return {r.volume->id}; }},
    {"volume-type", [](const VolumeRow& r) -> FilterValues { return {r.volume->type}; }},
};

}  // namespace

/// Lists volumes, those that instances have as their roots among them.
/// Errors: InvalidVolume.NotFound, those of filters and pages.
/// Source: EC2 API Reference, DescribeVolumes.
Result<api::ec2::DescribeVolumesResult> describe_volumes(
    Ec2& ec2, const api::ec2::DescribeVolumesRequest& request) {
  ec2.settle();
  std::vector<VolumeRow> rows;
  for (const auto& [id, volume] : ec2.volumes()) {
    rows.push_back({&volume, ec2.attachment(volume), ec2.catalogue().tags(id)});
  }
  const auto page =
      TRY(describe(std::move(rows), request.volume_ids, request,
                   Description<VolumeRow>{.operation = "DescribeVolumes",
                                          .fields = volume_fields,
                                          .id_of = [](const VolumeRow& r) { return r.volume->id; },
                                          .not_found = errors::volume_not_found}));
  api::ec2::DescribeVolumesResult result;
  for (const VolumeRow& row : page.items) result.volumes.push_back(render_volume(ec2, *row.volume));
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
