// From a plan to an instance: what the catalogue makes of it, the record, the host's launch.
#include <fmt/format.h>

#include <algorithm>

#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/cidr.hpp"
#include "services/ec2/ec2.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/network_errors.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {

namespace {

/// "ip-172-31-0-10.ec2.internal"; elsewhere than us-east-1 "….REGION.compute.internal".
std::string private_name(std::string ip, const std::string& region) {
  std::replace(ip.begin(), ip.end(), '.', '-');
  const std::string domain = region == "us-east-1" ? "ec2.internal" : region + ".compute.internal";
  return fmt::format("ip-{}.{}", ip, domain);
}

std::string public_name(std::string ip, const std::string& region) {
  std::replace(ip.begin(), ip.end(), '.', '-');
  const std::string domain =
      region == "us-east-1" ? "compute-1.amazonaws.com" : region + ".compute.amazonaws.com";
  return fmt::format("ec2-{}.{}", ip, domain);
}

void copy_plan(Instance& instance, const LaunchPlan& plan) {
  instance.key_name = plan.key_name;
  instance.user_data = plan.user_data;
  instance.iam_profile = plan.iam_profile;
  instance.monitoring = plan.monitoring;
  instance.ebs_optimized = plan.ebs_optimized;
  instance.kernel_id = plan.kernel_id;
  instance.ramdisk_id = plan.ramdisk_id;
  instance.client_token = plan.client_token;
  instance.tags = plan.instance_tags;
  instance.shutdown_behavior = plan.shutdown_behavior;
  instance.disable_api_termination = plan.disable_api_termination;
  instance.disable_api_stop = plan.disable_api_stop;
  instance.hibernation_configured = plan.hibernation_configured;
  if (plan.metadata_options) instance.metadata_options = *plan.metadata_options;
}

}  // namespace

Result<Subnet> Ec2::choose_subnet(const LaunchPlan& plan, InstanceCount count) {
  if (!plan.subnet_id.empty()) return catalogue_.subnet(plan.subnet_id);
  if (!plan.availability_zone.empty()) return catalogue_.default_subnet(plan.availability_zone);
  // "If you do not specify an Availability Zone, Amazon EC2 will automatically choose an
  // Availability Zone for you based on the load balancing criteria for the Region."
  // DEVIATION: ours is the first with enough free addresses.
  for (const AvailabilityZone& zone : catalogue_.zones()) {
    Subnet subnet = TRY(catalogue_.default_subnet(zone.name));
    if (catalogue_.free_ips(subnet) >= count.min) return subnet;
  }
  return catalogue_.default_subnet("");
}

Result<std::vector<GroupRef>> Ec2::choose_groups(const LaunchPlan& plan, const Subnet& subnet) {
  std::vector<GroupRef> groups;
  for (const std::string& id : plan.security_group_ids) {
    const SecurityGroup group = TRY(catalogue_.security_group(id));
    // What was adopted lies somewhere, as nobody said where.
    if (!group.adopted && !subnet.adopted && group.vpc_id != subnet.vpc_id) {
      return refuse(errors::group_in_other_network(group.id, subnet.id));
    }
    groups.push_back({group.id, group.name});
  }
  for (const std::string& name : plan.security_group_names) {
    const SecurityGroup group = TRY(catalogue_.security_group_named(name));
    groups.push_back({group.id, group.name});
  }
  if (groups.empty()) {
    const SecurityGroup group = catalogue_.default_security_group(subnet.vpc_id);
    groups.push_back({group.id, group.name});
  }
  return groups;
}

Result<Ec2::Placement> Ec2::place_plan(const LaunchPlan& plan, InstanceCount count) {
  Placement placement;
  placement.image = TRY(catalogue_.image(plan.image_id));
  placement.type = TRY(catalogue_.instance_type(plan.instance_type));
  // An adopted image is whatever the type needs: nobody knows its architecture.
  if (!placement.image.adopted && placement.image.architecture != placement.type.architecture) {
    return refuse(
        errors::wrong_architecture(placement.type.architecture, placement.image.architecture));
  }
  if (!plan.key_name.empty()) {
    placement.public_key = TRY(catalogue_.key_pair(plan.key_name)).public_key;
  }
  if (!plan.network_interface_id.empty()) {
    TRY(place_on_interface(plan, count, placement));
    return placement;
  }
  placement.subnet = TRY(choose_subnet(plan, count));
  TRY(check_devices(plan, placement.image));
  const std::int32_t free = catalogue_.free_ips(placement.subnet);
  if (free < count.min) return refuse(errors::subnet_full(placement.subnet.id));
  placement.count = std::min(free, count.max);
  placement.groups = TRY(choose_groups(plan, placement.subnet));
  return placement;
}

/// The network interface says where the instance is.
/// Errors: InvalidNetworkInterfaceID.NotFound, InvalidParameterValue, InvalidParameterCombination.
Result<void> Ec2::place_on_interface(const LaunchPlan& plan, InstanceCount count,
                                     Placement& placement) {
  if (count.max > 1) {
    return refuse(errors::invalid_parameter_combination(
        "A network interface may not be specified when launching more than one instance."));
  }
  const std::string& id = plan.network_interface_id;
  const NetworkInterface* interface = catalogue_.find_network_interface(id);
  if (interface == nullptr) return refuse(errors::interface_not_found({id}));
  for (const auto& [instance_id, instance] : instances_.all()) {
    if (instance.network_interface_id == id) return refuse(errors::interface_in_use(id));
  }
  placement.interface = *interface;
  placement.subnet = TRY(catalogue_.subnet(interface->subnet_id));
  TRY(check_devices(plan, placement.image));
  LaunchPlan grouped;
  grouped.security_group_ids = interface->group_ids;
  placement.groups = TRY(choose_groups(grouped, placement.subnet));
  return {};
}

void Ec2::give_public_address(Instance& instance) {
  // DEVIATION: the address leads nowhere. It is of 198.18.0.0/15, which RFC 2544 sets aside for
  // measurements, so that no tool reaches a stranger through it.
  const std::uint64_t host = 1 + world_.random.below((1U << 17) - 2);
  instance.public_ip =
      fmt::format("198.{}.{}.{}", 18 + (host >> 16), (host >> 8) & 0xff, host & 0xff);
  instance.public_dns_name = public_name(instance.public_ip, place_.region);
}

void Ec2::place_instance(Instance& instance, const LaunchPlan& plan, const Placement& placement) {
  const Subnet& subnet = placement.subnet;
  instance.availability_zone = subnet.availability_zone;
  instance.availability_zone_id = subnet.availability_zone_id;
  if (!plan.tenancy.empty()) instance.tenancy = plan.tenancy;
  instance.placement_group = plan.placement_group;
  instance.vpc_id = subnet.vpc_id;
  instance.subnet_id = subnet.id;
  instance.subnet_cidr = subnet.cidr;
  instance.attachment_id = world_.ids.resource("eni-attach-");
  if (placement.interface) {
    instance.network_interface_id = placement.interface->id;
    instance.mac = placement.interface->mac;
  } else {
    instance.network_interface_id = world_.ids.resource("eni-");
    instance.mac = mac_address(world_.random);
  }
  instance.private_dns_name = private_name(instance.private_ip, place_.region);
  instance.security_groups = placement.groups;
  instance.assigns_public_ip = plan.associate_public_ip.value_or(subnet.map_public_ip);
  if (instance.assigns_public_ip) give_public_address(instance);
}

Result<std::string> Ec2::create(const LaunchPlan& plan, const Placement& placement,
                                const std::string& reservation_id, std::int32_t index,
                                const std::string& spot_request_id) {
  Instance instance;
  if (placement.interface) {
    instance.private_ip = placement.interface->private_ip;
  } else {
    instance.private_ip = TRY(catalogue_.allocate_ip(placement.subnet, plan.private_ip));
  }
  instance.id = world_.ids.resource("i-");
  instance.reservation_id = reservation_id;
  instance.owner_id = place_.account;
  instance.launch_index = index;
  instance.image_id = placement.image.id;
  instance.instance_type = placement.type.name;
  instance.architecture = placement.type.architecture;
  instance.platform_details = placement.image.platform_details;
  if (placement.image.imds_v2_only) {
    instance.metadata_options.http_tokens = "required";
    instance.metadata_options.http_put_response_hop_limit = 2;
  }
  copy_plan(instance, plan);
  instance.cpu_credits = default_credits(placement.type);
  if (placement.type.burstable && !plan.cpu_credits.empty()) {
    instance.cpu_credits = plan.cpu_credits;
  }
  if (instance.iam_profile) {
    instance.iam_association_id = world_.ids.resource("iip-assoc-");
  }
  instance.public_key = placement.public_key;
  place_instance(instance, plan, placement);
  if (const auto made = make_volumes(instance, plan, placement.image); !made.has_value()) {
    if (!placement.interface) catalogue_.release_ip(instance.subnet_id, instance.private_ip);
    return refuse(made.error());
  }
  instance.launch_time = whole_second();
  instance.first_launch_time = instance.launch_time;
  instance.spot_request_id = spot_request_id;

  const std::string id = instance.id;
  instances_.put(id, std::move(instance));
  record(id, "instance-state-change", {{"instance-id", id}, {"state", "pending"}});
  arm_boot(id, options_.settle_delay);
  return id;
}

Result<std::vector<std::string>> Ec2::run_on_demand(const LaunchPlan& plan, InstanceCount count) {
  const Placement placement = TRY(place_plan(plan, count));
  const std::string reservation_id = world_.ids.resource("r-");
  std::vector<std::string> ids;
  for (std::int32_t index = 0; index < placement.count; ++index) {
    ids.push_back(TRY(create(plan, placement, reservation_id, index, {})));
  }
  return ids;
}

void Ec2::arm_boot(const std::string& id, Duration delay) {
  timers_.set("boot/" + id, now() + delay, [this, id] { boot(id); });
}

InstanceBoot Ec2::boot_of(const Instance& instance) const {
  InstanceBoot boot;
  boot.instance_id = instance.id;
  boot.region = place_.region;
  boot.hostname = instance.private_dns_name;
  boot.private_ip = instance.private_ip;
  if (const Image* image = catalogue_.find_image(instance.image_id)) boot.image_name = image->name;
  boot.mac = instance.mac;
  if (const auto subnet = parse_cidr(instance.subnet_cidr)) {
    boot.prefix_bits = static_cast<int>(subnet->prefix_length);
  }
  boot.user_data = instance.user_data;
  boot.outside = !cut_subnets_.contains(instance.subnet_id);
  boot.first_boot = !instance.running_since.has_value();
  boot.volumes = devices_of(instance);
  return boot;
}

void Ec2::set_outside(const std::string& subnet_id, bool open) {
  const auto cut = cut_subnets_.find(subnet_id);
  if (!open) {
    cut_subnets_.insert(subnet_id);
  } else if (cut != cut_subnets_.end()) {
    cut_subnets_.erase(cut);
  }
  for (const auto& [id, instance] : instances_.all()) {
    if (instance.subnet_id != subnet_id || instance.host == HostPhase::None) continue;
    host_.set_outside(id, !cut_subnets_.contains(subnet_id));
  }
}

void Ec2::boot(const std::string& id) {
  if (waits_for_copies(*find_instance(id))) return;
  Instance& instance = instances_.edit(id);
  ++instance.boots;
  if (instance.host == HostPhase::Frozen) {
    instance.host = HostPhase::Alive;
    host_.thaw(id);
    tell_host_of_volumes(instance);  // Those that came while it did not run.
    instance_booted(id);
    return;
  }
  make_ephemeral_disks(instance);
  instance.host = HostPhase::Alive;
  instance.processes_gone = false;
  host_.launch(boot_of(instance));
}

}  // namespace spotdrill::ec2
