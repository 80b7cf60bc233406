#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/describe.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/instance_operations.hpp"

namespace spotdrill::ec2 {
namespace {

struct CreditRow {
  std::string id;
  std::string credits;
  Tags tags;
};

/// Source: EC2 API Reference, DescribeInstanceCreditSpecifications, Filter.N.
constexpr FilterField<CreditRow> credit_fields[] = {
    {"instance-id", [](const CreditRow& r) -> FilterValues { return {r.id}; }},
};

}  // namespace

/// Lists the credit options of burstable performance instances. "If you do not specify an instance
/// ID, Amazon EC2 returns burstable performance instances with the unlimited credit option".
/// Errors: InvalidInstanceID.NotFound and .Malformed, those of filters and pages.
/// Source: EC2 API Reference, DescribeInstanceCreditSpecifications.
Result<api::ec2::DescribeInstanceCreditSpecificationsResult>
describe_instance_credit_specifications(
    Ec2& ec2, const api::ec2::DescribeInstanceCreditSpecificationsRequest& request) {
  const std::vector<std::string> named = TRY(ec2.find_all(request.instance_ids));
  if (!named.empty() && request.max_results) return refuse(errors::max_results_with("instanceIds"));
  std::vector<CreditRow> rows;
  for (const auto& [id, instance] : ec2.instances()) {
    if (instance.state == InstanceState::Terminated) continue;
    const bool wanted = named.empty() ? instance.cpu_credits == "unlimited"
                                      : std::ranges::find(named, id) != named.end();
    if (!wanted) continue;
    // "instances that are not burstable … return standard."
    rows.push_back({.id = id,
                    .credits = instance.cpu_credits.empty() ? "standard" : instance.cpu_credits,
                    .tags = {}});
  }
  const auto page =
      TRY(describe(std::move(rows), {}, request,
                   Description<CreditRow>{.operation = "DescribeInstanceCreditSpecifications",
                                          .fields = credit_fields,
                                          .id_of = [](const CreditRow& row) { return row.id; },
                                          .not_found = errors::instance_not_found}));
  api::ec2::DescribeInstanceCreditSpecificationsResult result;
  for (const CreditRow& row : page.items) {
    result.instance_credit_specifications.push_back(
        {.instance_id = row.id, .cpu_credits = row.credits});
  }
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
