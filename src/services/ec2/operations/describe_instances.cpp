#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/describes.hpp"
#include "services/ec2/instance_filters.hpp"
#include "services/ec2/pages.hpp"
#include "services/ec2/render.hpp"

namespace spotdrill::ec2 {

/// Tells of instances, under their reservations.
/// Errors: InvalidInstanceID.NotFound, InvalidInstanceID.Malformed, those of filters and pages.
/// Source: EC2 API Reference, DescribeInstances.
Result<api::ec2::DescribeInstancesResult> describe_instances(
    Ec2& ec2, const api::ec2::DescribeInstancesRequest& request) {
  // "You cannot specify this parameter and the instance IDs parameter in the same request."
  if (!request.instance_ids.empty() && request.max_results) {
    return refuse(errors::max_results_with("instancesSet"));
  }
  const auto filters =
      TRY(Filters<Instance>::create(request.filters, instance_filter_fields(), instance_tags));
  ec2.settle();
  std::vector<const Instance*> found;
  if (!request.instance_ids.empty()) {
    for (const std::string& id : TRY(ec2.find_all(request.instance_ids))) {
      found.push_back(ec2.find_instance(id));
    }
  } else if (const auto ids = exact_values(request.filters, "instance-id")) {
    for (const std::string& id : *ids) {
      if (const Instance* instance = ec2.find_instance(id)) found.push_back(instance);
    }
  } else {
    for (const auto& [id, instance] : ec2.instances()) found.push_back(&instance);
  }
  std::erase_if(found, [&](const Instance* instance) { return !filters.pass(*instance); });
  const PageRequest paging{.operation = "DescribeInstances",
                           .max_results = request.max_results,
                           .next_token = request.next_token};
  const auto page = TRY(page_of(std::move(found), paging, [](const Instance* i) { return i->id; }));
  api::ec2::DescribeInstancesResult result;
  result.reservations = render_reservations(page.items);
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
