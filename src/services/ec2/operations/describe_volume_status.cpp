#include "services/ec2/describe.hpp"
#include "services/ec2/volume_errors.hpp"
#include "services/ec2/volume_operations.hpp"

namespace spotdrill::ec2 {
namespace {

struct VolumeStatusRow {
  const Volume* volume;
  Tags tags;
};

std::string health_of(const Volume& volume) {
  if (volume.failed) return "impaired";
  return volume.filling ? "insufficient-data" : "ok";
}

/// Source: EC2 API Reference, DescribeVolumeStatus, Filter.N.
constexpr FilterField<VolumeStatusRow> volume_status_fields[] = {
    {"availability-zone",
     [](const VolumeStatusRow& r) -> FilterValues { return {r.volume->availability_zone}; }},
    {"availability-zone-id",
     [](const VolumeStatusRow& r) -> FilterValues { return {r.volume->availability_zone_id}; }},
    {"volume-status.status",
     [](const VolumeStatusRow& r) -> FilterValues { return {health_of(*r.volume)}; }},
};

api::ec2::VolumeStatusItem render_volume_status(const Volume& volume) {
  api::ec2::VolumeStatusItem item;
  item.volume_id = volume.id;
  item.availability_zone = volume.availability_zone;
  item.availability_zone_id = volume.availability_zone_id;
  auto& status = item.volume_status.emplace();
  status.status = health_of(volume);
  auto& enabled = status.details.emplace_back();
  enabled.name = "io-enabled";
  enabled.status = volume.failed ? "failed" : "passed";
  auto& performance = status.details.emplace_back();
  performance.name = "io-performance";
  performance.status = "not-applicable";
  return item;
}

}  // namespace

/// Tells how volumes fare.
/// Errors: InvalidVolume.NotFound, those of filters and pages.
/// Source: EC2 API Reference, DescribeVolumeStatus.
Result<api::ec2::DescribeVolumeStatusResult> describe_volume_status(
    Ec2& ec2, const api::ec2::DescribeVolumeStatusRequest& request) {
  std::vector<VolumeStatusRow> rows;
  for (const auto& [id, volume] : ec2.volumes()) rows.push_back({&volume, {}});
  const auto page = TRY(describe(
      std::move(rows), request.volume_ids, request,
      Description<VolumeStatusRow>{.operation = "DescribeVolumeStatus",
                                   .fields = volume_status_fields,
                                   .id_of = [](const VolumeStatusRow& r) { return r.volume->id; },
                                   .not_found = errors::volume_not_found}));
  api::ec2::DescribeVolumeStatusResult result;
  for (const auto& row : page.items) {
    result.volume_statuses.push_back(render_volume_status(*row.volume));
  }
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
