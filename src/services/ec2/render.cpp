#include "services/ec2/render.hpp"

#include <map>

#include "services/ec2/instance_types.hpp"
#include "services/tagged_service.hpp"

namespace spotdrill::ec2 {
namespace {

std::string_view attachment_status(const Instance& instance) {
  return instance.state == InstanceState::Pending ? "attaching" : "attached";
}

api::ec2::InstanceNetworkInterface render_network_interface(const Instance& instance) {
  api::ec2::InstanceNetworkInterface nic;
  nic.network_interface_id = instance.network_interface_id;
  nic.status = "in-use";
  nic.description = "";
  nic.interface_type = "interface";
  nic.mac_address = instance.mac;
  nic.owner_id = instance.owner_id;
  nic.private_dns_name = instance.private_dns_name;
  nic.private_ip_address = instance.private_ip;
  nic.source_dest_check = instance.source_dest_check;
  nic.subnet_id = instance.subnet_id;
  nic.vpc_id = instance.vpc_id;
  nic.groups = render_groups(instance.security_groups);
  nic.operator_.emplace().managed = false;
  auto& attachment = nic.attachment.emplace();
  attachment.attach_time = instance.first_launch_time;
  attachment.attachment_id = instance.attachment_id;
  attachment.delete_on_termination = true;
  attachment.device_index = 0;
  attachment.network_card_index = 0;
  attachment.status = attachment_status(instance);
  auto& address = nic.private_ip_addresses.emplace_back();
  address.primary = true;
  address.private_dns_name = instance.private_dns_name;
  address.private_ip_address = instance.private_ip;
  if (!instance.public_ip.empty()) {
    auto& association = nic.association.emplace();
    association.ip_owner_id = "amazon";
    association.public_dns_name = instance.public_dns_name;
    association.public_ip = instance.public_ip;
    address.association = association;
  }
  return nic;
}

void render_network(const Instance& instance, api::ec2::Instance& rendered) {
  rendered.private_dns_name = instance.private_dns_name;
  rendered.public_dns_name = instance.public_dns_name;
  rendered.public_ip_address = unless_empty(instance.public_ip);
  if (instance.state == InstanceState::Terminated) {
    rendered.private_dns_name = "";
    rendered.public_dns_name = "";
    rendered.public_ip_address.reset();
    return;
  }
  rendered.private_ip_address = unless_empty(instance.private_ip);
  rendered.subnet_id = unless_empty(instance.subnet_id);
  rendered.vpc_id = unless_empty(instance.vpc_id);
  rendered.source_dest_check = instance.source_dest_check;
  rendered.security_groups = render_groups(instance.security_groups);
  rendered.network_interfaces.push_back(render_network_interface(instance));
  auto& names = rendered.private_dns_name_options.emplace();
  names.hostname_type = "ip-name";
  names.enable_resource_name_dns_a_record = false;
  names.enable_resource_name_dns_aaaa_record = false;
}

void render_volumes(const Instance& instance, api::ec2::Instance& rendered) {
  rendered.root_device_name = unless_empty(instance.root_device_name);
  rendered.root_device_type = "ebs";
  if (instance.state == InstanceState::Terminated) return;
  for (const AttachedVolume& volume : instance.volumes) {
    auto& mapping = rendered.block_device_mappings.emplace_back();
    mapping.device_name = volume.device_name;
    auto& ebs = mapping.ebs.emplace();
    ebs.attach_time = volume.attached_at;
    ebs.delete_on_termination = volume.delete_on_termination;
    ebs.status = volume.state == "attached" ? attachment_status(instance) : volume.state;
    ebs.volume_id = volume.volume_id;
  }
}

void render_hardware(const Instance& instance, api::ec2::Instance& rendered) {
  rendered.architecture = instance.architecture;
  // "The value xen is used for both Xen and Nitro hypervisors."
  rendered.hypervisor = "xen";
  rendered.virtualization_type = "hvm";
  rendered.ena_support = true;
  rendered.ebs_optimized = instance.ebs_optimized;
  rendered.platform_details = instance.platform_details;
  rendered.usage_operation = "RunInstances";
  rendered.usage_operation_update_time = instance.first_launch_time;
  rendered.current_instance_boot_mode = instance.architecture == "arm64" ? "uefi" : "legacy-bios";
  rendered.kernel_id = unless_empty(instance.kernel_id);
  rendered.ramdisk_id = unless_empty(instance.ramdisk_id);
  if (const auto* facts = find_instance_type_facts(instance.instance_type)) {
    auto& cpu = rendered.cpu_options.emplace();
    cpu.core_count = facts->vcpus / facts->threads_per_core;
    cpu.threads_per_core = facts->threads_per_core;
  } else if (const auto type = instance_type_of_name(instance.instance_type)) {
    auto& cpu = rendered.cpu_options.emplace();
    cpu.threads_per_core = type->architecture == "arm64" || type->vcpus == 1 ? 1 : 2;
    cpu.core_count = type->vcpus / *cpu.threads_per_core;
  }
}

void render_options(const Instance& instance, api::ec2::Instance& rendered) {
  rendered.metadata_options = render_metadata_options(instance);
  rendered.enclave_options.emplace().enabled = false;
  rendered.hibernation_options.emplace().configured = instance.hibernation_configured;
  rendered.capacity_reservation_specification.emplace().capacity_reservation_preference = "open";
  rendered.network_performance_options.emplace().bandwidth_weighting = "default";
  rendered.operator_.emplace().managed = false;
  auto& maintenance = rendered.maintenance_options.emplace();
  maintenance.auto_recovery = "default";
  maintenance.reboot_migration = "default";
  rendered.monitoring.emplace().state = instance.monitoring ? "enabled" : "disabled";
  auto& placement = rendered.placement.emplace();
  placement.availability_zone = instance.availability_zone;
  placement.availability_zone_id = unless_empty(instance.availability_zone_id);
  placement.group_name = instance.placement_group;
  placement.tenancy = instance.tenancy;
}

void render_into(const Instance& instance, api::ec2::Instance& rendered) {
  rendered.instance_id = instance.id;
  rendered.image_id = instance.image_id;
  rendered.instance_type = instance.instance_type;
  rendered.key_name = unless_empty(instance.key_name);
  rendered.ami_launch_index = instance.launch_index;
  rendered.client_token = instance.client_token;
  rendered.launch_time = instance.launch_time;
  rendered.tags = render_tags(instance.tags);
  rendered.state = render_state(instance.state);
  rendered.state_transition_reason = instance.state_transition_reason;
  if (instance.state_reason != StateReason::None) {
    auto& reason = rendered.state_reason.emplace();
    reason.code = code(instance.state_reason);
    reason.message = message(instance.state_reason);
  }
  if (instance.is_spot()) {
    rendered.instance_lifecycle = "spot";
    rendered.spot_instance_request_id = instance.spot_request_id;
  }
  if (instance.iam_profile && instance.state != InstanceState::Terminated) {
    auto& profile = rendered.iam_instance_profile.emplace();
    profile.arn = instance.iam_profile->arn;
    profile.id = instance.iam_profile->id;
  }
  render_network(instance, rendered);
  render_volumes(instance, rendered);
  render_hardware(instance, rendered);
  render_options(instance, rendered);
}

}  // namespace

std::vector<api::ec2::Tag> render_tags(const Tags& tags) {
  return services::render_tags<api::ec2::Tag>(tags);
}

std::vector<api::ec2::GroupIdentifier> render_groups(const std::vector<GroupRef>& groups) {
  std::vector<api::ec2::GroupIdentifier> rendered;
  for (const GroupRef& group : groups) {
    auto& identifier = rendered.emplace_back();
    identifier.group_id = group.id;
    identifier.group_name = group.name;
  }
  return rendered;
}

api::ec2::InstanceMetadataOptionsResponse render_metadata_options(const Instance& instance) {
  const MetadataOptions& options = instance.metadata_options;
  api::ec2::InstanceMetadataOptionsResponse rendered;
  rendered.state = instance.state == InstanceState::Pending ? "pending" : "applied";
  rendered.http_tokens = options.http_tokens;
  rendered.http_put_response_hop_limit = options.http_put_response_hop_limit;
  rendered.http_endpoint = options.http_endpoint;
  rendered.http_protocol_ipv6 = options.http_protocol_ipv6;
  rendered.instance_metadata_tags = options.instance_metadata_tags;
  return rendered;
}

api::ec2::InstanceState render_state(InstanceState state) {
  api::ec2::InstanceState rendered;
  rendered.code = code(state);
  rendered.name = name(state);
  return rendered;
}

api::ec2::Instance render(const Instance& instance) {
  api::ec2::Instance rendered;
  render_into(instance, rendered);
  return rendered;
}

std::vector<api::ec2::Reservation> render_reservations(
    const std::vector<const Instance*>& instances) {
  // Each is made where it stays: a move of one costs more than all of its text.
  std::map<std::string_view, std::size_t> sizes;
  for (const Instance* instance : instances) ++sizes[instance->reservation_id];
  std::vector<api::ec2::Reservation> reservations;
  reservations.reserve(sizes.size());
  std::map<std::string_view, std::size_t> known;
  for (const Instance* instance : instances) {
    const auto [at, added] = known.try_emplace(instance->reservation_id, reservations.size());
    if (added) {
      auto& reservation = reservations.emplace_back();
      reservation.reservation_id = instance->reservation_id;
      reservation.owner_id = instance->owner_id;
      reservation.instances.reserve(sizes[instance->reservation_id]);
    }
    render_into(*instance, reservations[at->second].instances.emplace_back());
  }
  return reservations;
}

}  // namespace spotdrill::ec2
