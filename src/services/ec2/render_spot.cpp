#include "services/ec2/render_spot.hpp"

#include <fmt/format.h>

#include "services/ec2/render.hpp"

namespace spotdrill::ec2 {
namespace {

std::vector<api::ec2::BlockDeviceMapping> render_devices(const LaunchPlan& plan) {
  std::vector<api::ec2::BlockDeviceMapping> mappings;
  for (const BlockDevice& device : plan.block_devices) {
    api::ec2::BlockDeviceMapping& mapping = mappings.emplace_back();
    mapping.device_name = unless_empty(device.device_name);
    mapping.virtual_name = unless_empty(device.virtual_name);
    if (device.no_device) mapping.no_device = "";
    if (!device.has_ebs) continue;
    api::ec2::EbsBlockDevice& ebs = mapping.ebs.emplace();
    ebs.snapshot_id = unless_empty(device.snapshot_id);
    ebs.volume_type = unless_empty(device.volume_type);
    ebs.volume_size = device.volume_size_gib;
    ebs.iops = device.iops;
    ebs.throughput = device.throughput;
    ebs.delete_on_termination = device.delete_on_termination;
    ebs.encrypted = device.encrypted;
  }
  return mappings;
}

/// The subnet that was asked for, or the one that the request came to; empty: not chosen yet.
std::string subnet_of(Ec2& ec2, const SpotRequest& request) {
  const LaunchPlan& plan = request.launch;
  if (!plan.subnet_id.empty()) return plan.subnet_id;
  const std::string& zone = request.launched_availability_zone.empty()
                                ? plan.availability_zone
                                : request.launched_availability_zone;
  if (zone.empty()) return {};
  const auto subnet = ec2.catalogue().default_subnet(zone);
  return subnet.has_value() ? subnet->id : std::string{};
}

void render_network(Ec2& ec2, const SpotRequest& request, api::ec2::LaunchSpecification& rendered) {
  const LaunchPlan& plan = request.launch;
  if (plan.by_network_interface) {
    auto& interface = rendered.network_interfaces.emplace_back();
    interface.device_index = 0;
    interface.subnet_id = unless_empty(plan.subnet_id);
    interface.groups = plan.security_group_ids;
    interface.private_ip_address = unless_empty(plan.private_ip);
    interface.associate_public_ip_address = plan.associate_public_ip;
    return;
  }
  const std::string subnet_id = subnet_of(ec2, request);
  rendered.subnet_id = unless_empty(subnet_id);
  std::vector<GroupRef> groups;
  for (const std::string& id : plan.security_group_ids) {
    const auto group = ec2.catalogue().security_group(id);
    groups.push_back({id, group.has_value() ? group->name : ""});
  }
  for (const std::string& name : plan.security_group_names) {
    const auto group = ec2.catalogue().security_group_named(name);
    groups.push_back({group.has_value() ? group->id : "", name});
  }
  if (groups.empty()) {
    const auto subnet = ec2.catalogue().subnet(subnet_id);
    const SecurityGroup group = ec2.catalogue().default_security_group(
        subnet.has_value() ? subnet->vpc_id : ec2.catalogue().default_vpc_id());
    groups.push_back({group.id, group.name});
  }
  rendered.security_groups = render_groups(groups);
}

api::ec2::LaunchSpecification render_launch(Ec2& ec2, const SpotRequest& request) {
  const LaunchPlan& plan = request.launch;
  api::ec2::LaunchSpecification rendered;
  // DEVIATION: UserData is in the model but we have not seen AWS reply with it; it is left out.
  rendered.image_id = plan.image_id;
  rendered.instance_type = plan.instance_type;
  rendered.key_name = unless_empty(plan.key_name);
  rendered.kernel_id = unless_empty(plan.kernel_id);
  rendered.ramdisk_id = unless_empty(plan.ramdisk_id);
  rendered.monitoring.emplace().enabled = plan.monitoring;
  if (plan.ebs_optimized) rendered.ebs_optimized = true;
  if (plan.iam_profile) {
    auto& profile = rendered.iam_instance_profile.emplace();
    profile.arn = plan.iam_profile->arn;
    profile.name = plan.iam_profile->name;
  }
  // Once it is fulfilled the placement is where the instance is.
  const std::string& zone = request.launched_availability_zone.empty()
                                ? plan.availability_zone
                                : request.launched_availability_zone;
  if (!zone.empty() || !plan.placement_group.empty() || !plan.tenancy.empty()) {
    auto& placement = rendered.placement.emplace();
    placement.availability_zone = unless_empty(zone);
    placement.group_name = unless_empty(plan.placement_group);
    placement.tenancy = unless_empty(plan.tenancy);
  }
  rendered.block_device_mappings = render_devices(plan);
  render_network(ec2, request, rendered);
  return rendered;
}

}  // namespace

std::string price_text(std::int64_t microdollars) {
  return fmt::format("{}.{:06}", microdollars / 1'000'000, microdollars % 1'000'000);
}

api::ec2::SpotInstanceRequest render(Ec2& ec2, const SpotRequest& request) {
  api::ec2::SpotInstanceRequest rendered;
  rendered.spot_instance_request_id = request.id;
  rendered.create_time = request.created_at;
  rendered.state = name(request.state);
  rendered.type = request.persistent ? "persistent" : "one-time";
  rendered.instance_interruption_behavior = name(request.behavior);
  rendered.product_description = request.product_description;
  rendered.spot_price = price_text(request.price_microdollars);
  rendered.instance_id = unless_empty(request.instance_id);
  rendered.launch_group = unless_empty(request.launch_group);
  rendered.availability_zone_group = unless_empty(request.availability_zone_group);
  rendered.launched_availability_zone = unless_empty(request.launched_availability_zone);
  rendered.valid_from = request.valid_from;
  rendered.valid_until = request.valid_until;
  rendered.tags = render_tags(request.tags);
  api::ec2::SpotInstanceStatus& status = rendered.status.emplace();
  status.code = code(request.status);
  status.message = request.status_message.empty() ? std::string{message(request.status)}
                                                  : request.status_message;
  status.update_time = request.status_at;
  if (!request.fault_code.empty()) {
    auto& fault = rendered.fault.emplace();
    fault.code = request.fault_code;
    fault.message = request.fault_message;
  }
  rendered.launch_specification = render_launch(ec2, request);
  return rendered;
}

}  // namespace spotdrill::ec2
