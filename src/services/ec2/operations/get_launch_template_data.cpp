#include "base/base64.hpp"
#include "services/ec2/launch_template_operations.hpp"
#include "services/ec2/render.hpp"
#include "services/ec2/render_spot.hpp"

namespace spotdrill::ec2 {
namespace {

using TemplateShown = api::ec2::ResponseLaunchTemplateData;

void show_volumes(const Ec2& ec2, const Instance& instance, TemplateShown& shown) {
  for (const AttachedVolume& attached : instance.volumes) {
    auto& mapping = shown.block_device_mappings.emplace_back();
    mapping.device_name = attached.device_name;
    auto& ebs = mapping.ebs.emplace();
    ebs.delete_on_termination = attached.delete_on_termination;
    const Volume* volume = ec2.find_volume(attached.volume_id);
    if (volume == nullptr) continue;
    ebs.encrypted = volume->encrypted;
    ebs.kms_key_id = unless_empty(volume->kms_key_id);
    ebs.snapshot_id = unless_empty(volume->snapshot_id);
    ebs.volume_size = volume->size_gib;
    ebs.volume_type = volume->type;
    ebs.iops = volume->iops;
    ebs.throughput = volume->throughput;
  }
  for (const EphemeralDisk& disk : instance.ephemeral_disks) {
    auto& mapping = shown.block_device_mappings.emplace_back();
    mapping.device_name = disk.device_name;
    mapping.virtual_name = disk.virtual_name;
  }
}

void show_network_interfaces(const api::ec2::Instance& rendered, TemplateShown& shown) {
  for (const api::ec2::InstanceNetworkInterface& nic : rendered.network_interfaces) {
    auto& made = shown.network_interfaces.emplace_back();
    made.associate_public_ip_address = nic.association.has_value();
    made.delete_on_termination = nic.attachment->delete_on_termination;
    made.description = nic.description;
    made.device_index = nic.attachment->device_index;
    made.network_card_index = nic.attachment->network_card_index;
    made.interface_type = nic.interface_type;
    made.network_interface_id = nic.network_interface_id;
    made.private_ip_address = nic.private_ip_address;
    made.subnet_id = nic.subnet_id;
    for (const api::ec2::GroupIdentifier& group : nic.groups) {
      made.groups.push_back(group.group_id.value_or(""));
    }
    for (const auto& address : nic.private_ip_addresses) {
      auto& private_ip = made.private_ip_addresses.emplace_back();
      private_ip.primary = address.primary;
      private_ip.private_ip_address = address.private_ip_address;
    }
  }
}

void show_market(const Ec2& ec2, const Instance& instance, TemplateShown& shown) {
  const SpotRequest* request = ec2.find_request(instance.spot_request_id);
  if (request == nullptr) return;
  auto& market = shown.instance_market_options.emplace();
  market.market_type = "spot";
  auto& spot = market.spot_options.emplace();
  spot.max_price = price_text(request->price_microdollars);
  spot.spot_instance_type = request->persistent ? "persistent" : "one-time";
  spot.instance_interruption_behavior = name(request->behavior);
  // A launch may not name the end of a one-time request, which has one all the same.
  if (request->persistent) spot.valid_until = request->valid_until;
}

// "aws:" is EC2's own: a launch template that has such a tag is refused.
void show_instance_tags(const Instance& instance, TemplateShown& shown) {
  Tags own = instance.tags;
  std::erase_if(own, [](const auto& tag) { return tag.first.starts_with("aws:"); });
  if (own.empty()) return;
  auto& specification = shown.tag_specifications.emplace_back();
  specification.resource_type = "instance";
  specification.tags = render_tags(own);
}

void show_options(const api::ec2::Instance& rendered, TemplateShown& shown) {
  const api::ec2::InstanceMetadataOptionsResponse& metadata = *rendered.metadata_options;
  auto& options = shown.metadata_options.emplace();
  options.http_tokens = metadata.http_tokens;
  options.http_put_response_hop_limit = metadata.http_put_response_hop_limit;
  options.http_endpoint = metadata.http_endpoint;
  options.http_protocol_ipv6 = metadata.http_protocol_ipv6;
  options.instance_metadata_tags = metadata.instance_metadata_tags;
  if (rendered.cpu_options) {
    auto& cpu = shown.cpu_options.emplace();
    cpu.core_count = rendered.cpu_options->core_count;
    cpu.threads_per_core = rendered.cpu_options->threads_per_core;
  }
  auto& placement = shown.placement.emplace();
  placement.availability_zone = rendered.placement->availability_zone;
  placement.group_name = rendered.placement->group_name;
  placement.tenancy = rendered.placement->tenancy;
  shown.capacity_reservation_specification.emplace().capacity_reservation_preference =
      rendered.capacity_reservation_specification->capacity_reservation_preference;
  shown.hibernation_options.emplace().configured = rendered.hibernation_options->configured;
  shown.enclave_options.emplace().enabled = rendered.enclave_options->enabled;
}

}  // namespace

/// Gives what an instance was launched with, for a launch template to be made of.
/// Errors: InvalidInstanceID.NotFound, InvalidInstanceID.Malformed.
/// Source: EC2 API Reference, GetLaunchTemplateData.
// DEVIATION: which members AWS gives of an instance it does not say; here those of its published
// replies are there, and the options that were chosen at the launch. Tags that begin with "aws:"
// are left out.
Result<api::ec2::GetLaunchTemplateDataResult> get_launch_template_data(
    Ec2& ec2, const api::ec2::GetLaunchTemplateDataRequest& request) {
  TRY(ec2.find_all({request.instance_id}));
  const Instance& instance = *ec2.find_instance(request.instance_id);
  const api::ec2::Instance rendered = render(instance);
  TemplateShown shown;
  shown.image_id = instance.image_id;
  shown.instance_type = instance.instance_type;
  shown.key_name = unless_empty(instance.key_name);
  shown.kernel_id = unless_empty(instance.kernel_id);
  shown.ram_disk_id = unless_empty(instance.ramdisk_id);
  shown.ebs_optimized = instance.ebs_optimized;
  shown.monitoring.emplace().enabled = instance.monitoring;
  shown.disable_api_termination = instance.disable_api_termination;
  shown.disable_api_stop = instance.disable_api_stop;
  shown.instance_initiated_shutdown_behavior = instance.shutdown_behavior;
  if (!instance.user_data.empty()) shown.user_data = base64_encode(instance.user_data);
  if (instance.iam_profile) shown.iam_instance_profile.emplace().arn = instance.iam_profile->arn;
  if (!instance.cpu_credits.empty()) {
    shown.credit_specification.emplace().cpu_credits = instance.cpu_credits;
  }
  show_volumes(ec2, instance, shown);
  show_network_interfaces(rendered, shown);
  show_market(ec2, instance, shown);
  show_instance_tags(instance, shown);
  show_options(rendered, shown);
  api::ec2::GetLaunchTemplateDataResult result;
  result.launch_template_data = std::move(shown);
  return result;
}

}  // namespace spotdrill::ec2
