#include "services/ec2/describe.hpp"
#include "services/ec2/volume_errors.hpp"
#include "services/ec2/volume_operations.hpp"

namespace spotdrill::ec2 {
namespace {

struct ChangeRow {
  const Volume* volume;
  Tags tags;
};

/// Source: EC2 API Reference, DescribeVolumesModifications, Filter.N.
constexpr FilterField<ChangeRow> change_fields[] = {
    {"modification-state", [](const ChangeRow&) -> FilterValues { return {"completed"}; }},
    {"original-size",
     [](const ChangeRow& r) -> FilterValues {
       return {std::to_string(r.volume->change->before.size_gib)};
     }},
    {"original-volume-type",
     [](const ChangeRow& r) -> FilterValues { return {r.volume->change->before.type}; }},
    {"target-size",
     [](const ChangeRow& r) -> FilterValues { return {std::to_string(r.volume->size_gib)}; }},
    {"target-volume-type", [](const ChangeRow& r) -> FilterValues { return {r.volume->type}; }},
    {"volume-id", [](const ChangeRow& r) -> FilterValues { return {r.volume->id}; }},
};

}  // namespace

/// Lists the latest change of each volume that was changed. All are complete.
/// Errors: InvalidVolume.NotFound, those of filters and pages.
/// Source: EC2 API Reference, DescribeVolumesModifications.
Result<api::ec2::DescribeVolumesModificationsResult> describe_volumes_modifications(
    Ec2& ec2, const api::ec2::DescribeVolumesModificationsRequest& request) {
  std::vector<ChangeRow> rows;
  std::vector<std::string> ids;
  for (const std::string& id : request.volume_ids) {
    // One that was never changed is there, and has nothing to show.
    if (TRY(known_volume(ec2, id))->change) ids.push_back(id);
  }
  const bool none = ids.empty() && !request.volume_ids.empty();
  for (const auto& [id, volume] : ec2.volumes()) {
    if (volume.change && !none) rows.push_back({&volume, {}});
  }
  const auto page =
      TRY(describe(std::move(rows), ids, request,
                   Description<ChangeRow>{.operation = "DescribeVolumesModifications",
                                          .fields = change_fields,
                                          .id_of = [](const ChangeRow& r) { return r.volume->id; },
                                          .not_found = errors::volume_not_found}));
  api::ec2::DescribeVolumesModificationsResult result;
  for (const ChangeRow& row : page.items) {
    result.volumes_modifications.push_back(render_change(*row.volume));
  }
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
