#include <algorithm>

#include "base/iso8601.hpp"
#include "services/ec2/describe.hpp"
#include "services/ec2/volume_errors.hpp"
#include "services/ec2/volume_operations.hpp"

namespace spotdrill::ec2 {
namespace {

struct SnapshotRow {
  const Snapshot* snapshot;
  std::string owner;
  Tags tags;
};

/// Source: EC2 API Reference, DescribeSnapshots, Filter.N.
constexpr FilterField<SnapshotRow> snapshot_fields[] = {
    {"description", [](const SnapshotRow& r) -> FilterValues { return {r.snapshot->description}; }},
    {"encrypted",
     [](const SnapshotRow& r) -> FilterValues { return {filter_text(r.snapshot->encrypted)}; }},
    {"owner-id", [](const SnapshotRow& r) -> FilterValues { return {r.owner}; }},
    {"progress",
     [](const SnapshotRow& r) -> FilterValues { return {r.snapshot->completed ? "100%" : "0%"}; }},
    {"snapshot-id", [](const SnapshotRow& r) -> FilterValues { return {r.snapshot->id}; }},
    {"start-time",
     [](const SnapshotRow& r) -> FilterValues { return {iso8601_millis(r.snapshot->started)}; }},
    {"status",
     [](const SnapshotRow& r) -> FilterValues { return {std::string{r.snapshot->state()}}; }},
    {"volume-id", [](const SnapshotRow& r) -> FilterValues { return {r.snapshot->volume_id}; }},
    {"volume-size",
     [](const SnapshotRow& r) -> FilterValues { return {std::to_string(r.snapshot->size_gib)}; }},
};

bool names_owner(const std::vector<std::string>& owners, const std::string& account) {
  return owners.empty() || std::ranges::any_of(owners, [&](const std::string& owner) {
           return owner == "self" || owner == account;
         });
}

}  // namespace

/// Lists this account's snapshots; there are no others.
/// Errors: InvalidSnapshot.NotFound, those of filters and pages.
/// Source: EC2 API Reference, DescribeSnapshots.
Result<api::ec2::DescribeSnapshotsResult> describe_snapshots(
    Ec2& ec2, const api::ec2::DescribeSnapshotsRequest& request) {
  std::vector<SnapshotRow> rows;
  const std::string& account = ec2.place().account;
  if (names_owner(request.owner_ids, account)) {
    for (const auto& [id, snapshot] : ec2.snapshots()) {
      rows.push_back({&snapshot, account, ec2.catalogue().tags(id)});
    }
  }
  const auto page = TRY(describe(
      std::move(rows), request.snapshot_ids, request,
      Description<SnapshotRow>{.operation = "DescribeSnapshots",
                               .fields = snapshot_fields,
                               .id_of = [](const SnapshotRow& r) { return r.snapshot->id; },
                               .not_found = errors::snapshot_not_found}));
  api::ec2::DescribeSnapshotsResult result;
  for (const SnapshotRow& row : page.items) {
    result.snapshots.push_back(render_snapshot(ec2, *row.snapshot));
  }
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
