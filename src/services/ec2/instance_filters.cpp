#include "services/ec2/instance_filters.hpp"

#include "base/iso8601.hpp"

namespace spotdrill::ec2 {
namespace {

FilterValues value_unless_empty(std::string text) {
  if (text.empty()) return {};
  return {std::move(text)};
}

/// A terminated instance has no network any more.
FilterValues while_attached(const Instance& i, std::string text) {
  if (i.state == InstanceState::Terminated) return {};
  return value_unless_empty(std::move(text));
}

template <class Read>
FilterValues of_volumes(const Instance& i, Read read) {
  FilterValues values;
  if (i.state == InstanceState::Terminated) return values;
  for (const AttachedVolume& volume : i.volumes) values.push_back(read(volume));
  return values;
}

FilterValues of_groups(const Instance& i, std::string GroupRef::* part) {
  FilterValues values;
  if (i.state == InstanceState::Terminated) return values;
  for (const GroupRef& group : i.security_groups) values.push_back(group.*part);
  return values;
}

FilterValues of_profile(const Instance& i, std::string IamProfile::* part) {
  if (!i.iam_profile) return {};
  return value_unless_empty((*i.iam_profile).*part);
}

constexpr FilterField<Instance> instance_fields[] = {
    {"affinity", [](const Instance&) -> FilterValues { return {}; }},
    {"architecture", [](const Instance& i) -> FilterValues { return {i.architecture}; }},
    {"availability-zone", [](const Instance& i) -> FilterValues { return {i.availability_zone}; }},
    {"availability-zone-id",
     [](const Instance& i) -> FilterValues { return {i.availability_zone_id}; }},
    {"block-device-mapping.attach-time",
     [](const Instance& i) -> FilterValues {
       return of_volumes(i, [](const AttachedVolume& v) { return iso8601_millis(v.attached_at); });
     }},
    {"block-device-mapping.delete-on-termination",
     [](const Instance& i) -> FilterValues {
       return of_volumes(
           i, [](const AttachedVolume& v) { return filter_text(v.delete_on_termination); });
     }},
    {"block-device-mapping.device-name",
     [](const Instance& i) -> FilterValues {
       return of_volumes(i, [](const AttachedVolume& v) { return v.device_name; });
     }},
    {"block-device-mapping.status",
     [](const Instance& i) -> FilterValues {
       return of_volumes(i, [](const AttachedVolume& v) { return v.state; });
     }},
    {"block-device-mapping.volume-id",
     [](const Instance& i) -> FilterValues {
       return of_volumes(i, [](const AttachedVolume& v) { return v.volume_id; });
     }},
    {"boot-mode", [](const Instance&) -> FilterValues { return {}; }},
    {"capacity-reservation-id", [](const Instance&) -> FilterValues { return {}; }},
    {"capacity-reservation-specification.capacity-reservation-preference",
     [](const Instance&) -> FilterValues { return {"open"}; }},
    {"client-token",
     [](const Instance& i) -> FilterValues { return value_unless_empty(i.client_token); }},
    {"current-instance-boot-mode",
     [](const Instance& i) -> FilterValues {
       return {i.architecture == "arm64" ? "uefi" : "legacy-bios"};
     }},
    {"dns-name",
     [](const Instance& i) -> FilterValues { return value_unless_empty(i.public_dns_name); }},
    {"ebs-optimized",
     [](const Instance& i) -> FilterValues { return {filter_text(i.ebs_optimized)}; }},
    {"ena-support", [](const Instance&) -> FilterValues { return {"true"}; }},
    {"enclave-options.enabled", [](const Instance&) -> FilterValues { return {"false"}; }},
    {"group-id", [](const Instance& i) -> FilterValues { return of_groups(i, &GroupRef::id); }},
    {"group-name", [](const Instance& i) -> FilterValues { return of_groups(i, &GroupRef::name); }},
    {"hibernation-options.configured",
     [](const Instance& i) -> FilterValues { return {filter_text(i.hibernation_configured)}; }},
    {"host-id", [](const Instance&) -> FilterValues { return {}; }},
    {"hypervisor", [](const Instance&) -> FilterValues { return {"xen"}; }},
    {"iam-instance-profile.arn",
     [](const Instance& i) -> FilterValues { return of_profile(i, &IamProfile::arn); }},
    {"iam-instance-profile.id",
     [](const Instance& i) -> FilterValues { return of_profile(i, &IamProfile::id); }},
    {"iam-instance-profile.name",
     [](const Instance& i) -> FilterValues { return of_profile(i, &IamProfile::name); }},
    {"image-id", [](const Instance& i) -> FilterValues { return {i.image_id}; }},
    {"instance-id", [](const Instance& i) -> FilterValues { return {i.id}; }},
    {"instance-lifecycle",
     [](const Instance& i) -> FilterValues {
       return i.is_spot() ? FilterValues{"spot"} : FilterValues{};
     }},
    {"instance-state-code",
     [](const Instance& i) -> FilterValues { return {std::to_string(code(i.state))}; }},
    {"instance-state-name",
     [](const Instance& i) -> FilterValues { return {std::string{name(i.state)}}; }},
    {"instance-type", [](const Instance& i) -> FilterValues { return {i.instance_type}; }},
    {"instance.group-id",
     [](const Instance& i) -> FilterValues { return of_groups(i, &GroupRef::id); }},
    {"instance.group-name",
     [](const Instance& i) -> FilterValues { return of_groups(i, &GroupRef::name); }},
    {"ip-address",
     [](const Instance& i) -> FilterValues { return value_unless_empty(i.public_ip); }},
    {"ipv6-address", [](const Instance&) -> FilterValues { return {}; }},
    {"kernel-id",
     [](const Instance& i) -> FilterValues { return value_unless_empty(i.kernel_id); }},
    {"key-name", [](const Instance& i) -> FilterValues { return value_unless_empty(i.key_name); }},
    {"launch-index",
     [](const Instance& i) -> FilterValues { return {std::to_string(i.launch_index)}; }},
    {"launch-time",
     [](const Instance& i) -> FilterValues { return {iso8601_millis(i.launch_time)}; }},
    {"maintenance-options.auto-recovery",
     [](const Instance&) -> FilterValues { return {"default"}; }},
    {"metadata-options.http-endpoint",
     [](const Instance& i) -> FilterValues { return {i.metadata_options.http_endpoint}; }},
    {"metadata-options.http-protocol-ipv4",
     [](const Instance&) -> FilterValues { return {"enabled"}; }},
    {"metadata-options.http-protocol-ipv6",
     [](const Instance& i) -> FilterValues { return {i.metadata_options.http_protocol_ipv6}; }},
    {"metadata-options.http-put-response-hop-limit",
     [](const Instance& i) -> FilterValues {
       return {std::to_string(i.metadata_options.http_put_response_hop_limit)};
     }},
    {"metadata-options.http-tokens",
     [](const Instance& i) -> FilterValues { return {i.metadata_options.http_tokens}; }},
    {"metadata-options.instance-metadata-tags",
     [](const Instance& i) -> FilterValues { return {i.metadata_options.instance_metadata_tags}; }},
    {"monitoring-state",
     [](const Instance& i) -> FilterValues { return {i.monitoring ? "enabled" : "disabled"}; }},
    {"network-interface.addresses.association.ip-owner-id",
     [](const Instance& i) -> FilterValues {
       return value_unless_empty(i.public_ip.empty() ? std::string{} : std::string{"amazon"});
     }},
    {"network-interface.addresses.association.public-ip",
     [](const Instance& i) -> FilterValues { return value_unless_empty(i.public_ip); }},
    {"network-interface.addresses.primary",
     [](const Instance& i) -> FilterValues { return while_attached(i, "true"); }},
    {"network-interface.addresses.private-ip-address",
     [](const Instance& i) -> FilterValues { return while_attached(i, i.private_ip); }},
    {"network-interface.association.ip-owner-id",
     [](const Instance& i) -> FilterValues {
       return value_unless_empty(i.public_ip.empty() ? std::string{} : std::string{"amazon"});
     }},
    {"network-interface.association.public-ip",
     [](const Instance& i) -> FilterValues { return value_unless_empty(i.public_ip); }},
    {"network-interface.attachment.attach-time",
     [](const Instance& i) -> FilterValues {
       return while_attached(i, iso8601_millis(i.first_launch_time));
     }},
    {"network-interface.attachment.attachment-id",
     [](const Instance& i) -> FilterValues { return while_attached(i, i.attachment_id); }},
    {"network-interface.attachment.delete-on-termination",
     [](const Instance& i) -> FilterValues { return while_attached(i, "true"); }},
    {"network-interface.attachment.device-index",
     [](const Instance& i) -> FilterValues { return while_attached(i, "0"); }},
    {"network-interface.attachment.instance-id",
     [](const Instance& i) -> FilterValues { return while_attached(i, i.id); }},
    {"network-interface.attachment.instance-owner-id",
     [](const Instance& i) -> FilterValues { return while_attached(i, i.owner_id); }},
    {"network-interface.attachment.status",
     [](const Instance& i) -> FilterValues { return while_attached(i, "attached"); }},
    {"network-interface.availability-zone",
     [](const Instance& i) -> FilterValues { return while_attached(i, i.availability_zone); }},
    {"network-interface.group-id",
     [](const Instance& i) -> FilterValues { return of_groups(i, &GroupRef::id); }},
    {"network-interface.group-name",
     [](const Instance& i) -> FilterValues { return of_groups(i, &GroupRef::name); }},
    {"network-interface.mac-address",
     [](const Instance& i) -> FilterValues { return while_attached(i, i.mac); }},
    {"network-interface.network-interface-id",
     [](const Instance& i) -> FilterValues { return while_attached(i, i.network_interface_id); }},
    {"network-interface.owner-id",
     [](const Instance& i) -> FilterValues { return while_attached(i, i.owner_id); }},
    {"network-interface.private-dns-name",
     [](const Instance& i) -> FilterValues { return while_attached(i, i.private_dns_name); }},
    {"network-interface.source-dest-check",
     [](const Instance& i) -> FilterValues {
       return while_attached(i, filter_text(i.source_dest_check));
     }},
    {"network-interface.status",
     [](const Instance& i) -> FilterValues { return while_attached(i, "in-use"); }},
    {"network-interface.subnet-id",
     [](const Instance& i) -> FilterValues { return while_attached(i, i.subnet_id); }},
    {"network-interface.vpc-id",
     [](const Instance& i) -> FilterValues { return while_attached(i, i.vpc_id); }},
    {"network-performance-options.bandwidth-weighting",
     [](const Instance&) -> FilterValues { return {"default"}; }},
    {"operator.managed", [](const Instance&) -> FilterValues { return {"false"}; }},
    {"operator.principal", [](const Instance&) -> FilterValues { return {}; }},
    {"outpost-arn", [](const Instance&) -> FilterValues { return {}; }},
    {"owner-id", [](const Instance& i) -> FilterValues { return {i.owner_id}; }},
    {"placement-group-name",
     [](const Instance& i) -> FilterValues { return value_unless_empty(i.placement_group); }},
    {"placement-partition-number", [](const Instance&) -> FilterValues { return {}; }},
    {"platform", [](const Instance&) -> FilterValues { return {}; }},
    {"platform-details", [](const Instance& i) -> FilterValues { return {i.platform_details}; }},
    {"private-dns-name",
     [](const Instance& i) -> FilterValues { return while_attached(i, i.private_dns_name); }},
    {"private-dns-name-options.enable-resource-name-dns-a-record",
     [](const Instance&) -> FilterValues { return {"false"}; }},
    {"private-dns-name-options.enable-resource-name-dns-aaaa-record",
     [](const Instance&) -> FilterValues { return {"false"}; }},
    {"private-dns-name-options.hostname-type",
     [](const Instance&) -> FilterValues { return {"ip-name"}; }},
    {"private-ip-address",
     [](const Instance& i) -> FilterValues { return while_attached(i, i.private_ip); }},
    {"product-code", [](const Instance&) -> FilterValues { return {}; }},
    {"product-code.type", [](const Instance&) -> FilterValues { return {}; }},
    {"ramdisk-id",
     [](const Instance& i) -> FilterValues { return value_unless_empty(i.ramdisk_id); }},
    {"reason",
     [](const Instance& i) -> FilterValues {
       return value_unless_empty(i.state_transition_reason);
     }},
    {"requester-id", [](const Instance&) -> FilterValues { return {}; }},
    {"reservation-id", [](const Instance& i) -> FilterValues { return {i.reservation_id}; }},
    {"root-device-name",
     [](const Instance& i) -> FilterValues { return value_unless_empty(i.root_device_name); }},
    {"root-device-type", [](const Instance&) -> FilterValues { return {"ebs"}; }},
    {"source-dest-check",
     [](const Instance& i) -> FilterValues {
       return while_attached(i, filter_text(i.source_dest_check));
     }},
    {"spot-instance-request-id",
     [](const Instance& i) -> FilterValues { return value_unless_empty(i.spot_request_id); }},
    {"state-reason-code",
     [](const Instance& i) -> FilterValues {
       return value_unless_empty(std::string{code(i.state_reason)});
     }},
    {"state-reason-message",
     [](const Instance& i) -> FilterValues {
       return value_unless_empty(std::string{message(i.state_reason)});
     }},
    {"subnet-id", [](const Instance& i) -> FilterValues { return while_attached(i, i.subnet_id); }},
    {"tenancy", [](const Instance& i) -> FilterValues { return {i.tenancy}; }},
    {"tpm-support", [](const Instance&) -> FilterValues { return {}; }},
    {"usage-operation", [](const Instance&) -> FilterValues { return {"RunInstances"}; }},
    {"usage-operation-update-time",
     [](const Instance& i) -> FilterValues { return {iso8601_millis(i.first_launch_time)}; }},
    {"virtualization-type", [](const Instance&) -> FilterValues { return {"hvm"}; }},
    {"vpc-id", [](const Instance& i) -> FilterValues { return while_attached(i, i.vpc_id); }},
};

}  // namespace

std::span<const FilterField<Instance>> instance_filter_fields() {
  return instance_fields;
}

const Tags& instance_tags(const Instance& instance) {
  return instance.tags;
}

}  // namespace spotdrill::ec2
