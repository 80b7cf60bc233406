#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/describes.hpp"
#include "services/ec2/filters.hpp"
#include "services/ec2/pages.hpp"
#include "services/ec2/render.hpp"

namespace spotdrill::ec2 {
namespace {

// DEVIATION: AWS's checks are "initializing" for some minutes after a start. Here they have passed
// as soon as the instance runs, so that waiters end.
std::string status_of(const Instance& instance) {
  return instance.state == InstanceState::Running ? "ok" : "not-applicable";
}

std::string reachability_of(const Instance& instance) {
  return instance.state == InstanceState::Running ? "passed" : "";
}

FilterValues reachability_values(const Instance& instance) {
  if (instance.state != InstanceState::Running) return {};
  return {reachability_of(instance)};
}

FilterValues status_values(const Instance& instance) {
  return {status_of(instance)};
}

// No events are ever scheduled, so their filters match nothing.
FilterValues no_values(const Instance&) {
  return {};
}

/// Source: EC2 API Reference, DescribeInstanceStatus, Filter.N.
constexpr FilterField<Instance> status_fields[] = {
    {"attached-ebs-status.status", status_values},
    {"availability-zone", [](const Instance& i) -> FilterValues { return {i.availability_zone}; }},
    {"availability-zone-id",
     [](const Instance& i) -> FilterValues { return {i.availability_zone_id}; }},
    {"event.code", no_values},
    {"event.description", no_values},
    {"event.instance-event-id", no_values},
    {"event.not-after", no_values},
    {"event.not-before", no_values},
    {"event.not-before-deadline", no_values},
    {"instance-state-code",
     [](const Instance& i) -> FilterValues { return {std::to_string(code(i.state))}; }},
    {"instance-state-name",
     [](const Instance& i) -> FilterValues { return {std::string{name(i.state)}}; }},
    {"instance-status.reachability", reachability_values},
    {"instance-status.status", status_values},
    {"operator.managed", [](const Instance&) -> FilterValues { return {"false"}; }},
    {"operator.principal", no_values},
    {"system-status.reachability", reachability_values},
    {"system-status.status", status_values},
};

api::ec2::InstanceStatusSummary summary_of(const Instance& instance) {
  api::ec2::InstanceStatusSummary summary;
  summary.status = status_of(instance);
  if (instance.state == InstanceState::Running) {
    auto& detail = summary.details.emplace_back();
    detail.name = "reachability";
    detail.status = reachability_of(instance);
  }
  return summary;
}

api::ec2::InstanceStatus render_status(const Instance& instance) {
  api::ec2::InstanceStatus status;
  status.instance_id = instance.id;
  status.availability_zone = instance.availability_zone;
  if (!instance.availability_zone_id.empty()) {
    status.availability_zone_id = instance.availability_zone_id;
  }
  status.instance_state = render_state(instance.state);
  status.instance_status = summary_of(instance);
  status.system_status = summary_of(instance);
  auto& volumes = status.attached_ebs_status.emplace();
  volumes.status = status_of(instance);
  if (instance.state == InstanceState::Running) {
    auto& detail = volumes.details.emplace_back();
    detail.name = "reachability";
    detail.status = reachability_of(instance);
  }
  status.operator_.emplace().managed = false;
  return status;
}

}  // namespace

/// Tells how instances fare: running ones only, unless all are asked for.
/// Errors: InvalidInstanceID.NotFound, InvalidInstanceID.Malformed, those of filters and pages.
/// Source: EC2 API Reference, DescribeInstanceStatus.
Result<api::ec2::DescribeInstanceStatusResult> describe_instance_status(
    Ec2& ec2, const api::ec2::DescribeInstanceStatusRequest& request) {
  if (!request.instance_ids.empty() && request.max_results) {
    return refuse(errors::max_results_with("instancesSet"));
  }
  const auto filters = TRY(Filters<Instance>::create(request.filters, status_fields));
  ec2.settle();
  std::vector<const Instance*> found;
  if (request.instance_ids.empty()) {
    for (const auto& [id, instance] : ec2.instances()) found.push_back(&instance);
  } else {
    for (const std::string& id : TRY(ec2.find_all(request.instance_ids))) {
      found.push_back(ec2.find_instance(id));
    }
  }
  const bool all = request.include_all_instances.value_or(false);
  std::erase_if(found, [&](const Instance* instance) {
    return (!all && instance->state != InstanceState::Running) || !filters.pass(*instance);
  });
  const PageRequest paging{.operation = "DescribeInstanceStatus",
                           .max_results = request.max_results,
                           .next_token = request.next_token};
  const auto page = TRY(page_of(std::move(found), paging, [](const Instance* i) { return i->id; }));
  api::ec2::DescribeInstanceStatusResult result;
  for (const Instance* instance : page.items) {
    result.instance_statuses.push_back(render_status(*instance));
  }
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
