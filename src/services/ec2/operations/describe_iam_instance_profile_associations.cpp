#include "services/ec2/describe.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/iam_association.hpp"
#include "services/ec2/instance_operations.hpp"

namespace spotdrill::ec2 {
namespace {

struct AssociationRow {
  std::string id;
  const Instance* instance;
  Tags tags;
};

/// Source: EC2 API Reference, DescribeIamInstanceProfileAssociations, Filter.N.
constexpr FilterField<AssociationRow> association_fields[] = {
    {"instance-id", [](const AssociationRow& r) -> FilterValues { return {r.instance->id}; }},
    {"state", [](const AssociationRow&) -> FilterValues { return {"associated"}; }},
};

AwsError associations_not_found(const std::vector<std::string>& ids) {
  return errors::association_not_found(ids.front());
}

}  // namespace

/// Lists which instances have which instance profiles.
/// Errors: InvalidAssociationID.NotFound, those of filters and pages.
/// Source: EC2 API Reference, DescribeIamInstanceProfileAssociations.
Result<api::ec2::DescribeIamInstanceProfileAssociationsResult>
describe_iam_instance_profile_associations(
    Ec2& ec2, const api::ec2::DescribeIamInstanceProfileAssociationsRequest& request) {
  std::vector<AssociationRow> rows;
  for (const auto& [id, instance] : ec2.instances()) {
    if (!instance.iam_profile || instance.state == InstanceState::Terminated) continue;
    rows.push_back({.id = instance.iam_association_id, .instance = &instance, .tags = {}});
  }
  const auto page = TRY(describe(
      std::move(rows), request.association_ids, request,
      Description<AssociationRow>{.operation = "DescribeIamInstanceProfileAssociations",
                                  .fields = association_fields,
                                  .id_of = [](const AssociationRow& row) { return row.id; },
                                  .not_found = associations_not_found}));
  api::ec2::DescribeIamInstanceProfileAssociationsResult result;
  for (const AssociationRow& row : page.items) {
    result.iam_instance_profile_associations.push_back(
        render_association(*row.instance, "associated"));
  }
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
