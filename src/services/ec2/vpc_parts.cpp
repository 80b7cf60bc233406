#include "services/ec2/vpc_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "services/ec2/network_errors.hpp"
#include "services/ec2/render.hpp"

namespace spotdrill::ec2 {

std::string mac_address(Random& random) {
  const std::uint64_t bits = random.next();
  return fmt::format("0a:{:02x}:{:02x}:{:02x}:{:02x}:{:02x}", bits & 0xff, (bits >> 8) & 0xff,
                     (bits >> 16) & 0xff, (bits >> 24) & 0xff, (bits >> 32) & 0xff);
}

bool subnet_is_used(Ec2& ec2, const std::string& subnet_id) {
  const auto interfaces = ec2.catalogue().network_interfaces();
  if (std::ranges::find(interfaces, subnet_id, &NetworkInterface::subnet_id) != interfaces.end()) {
    return true;
  }
  return std::ranges::any_of(ec2.instances(), [&](const auto& entry) {
    return entry.second.subnet_id == subnet_id && entry.second.state != InstanceState::Terminated;
  });
}

Result<RouteTable> find_route_table(const Ec2& ec2, const std::string& id) {
  for (RouteTable& table : ec2.catalogue().route_tables()) {
    if (table.id == id) return std::move(table);
  }
  return refuse(errors::route_table_not_found({id}));
}

Result<InternetGateway> find_internet_gateway(const Ec2& ec2, const std::string& id) {
  for (InternetGateway& gateway : ec2.catalogue().internet_gateways()) {
    if (gateway.id == id) return std::move(gateway);
  }
  return refuse(errors::gateway_not_found({id}));
}

api::ec2::Vpc render_vpc(const Ec2& ec2, const Vpc& vpc) {
  api::ec2::Vpc shown;
  shown.vpc_id = vpc.id;
  shown.owner_id = ec2.place().account;
  shown.cidr_block = vpc.cidr;
  shown.dhcp_options_id = ec2.catalogue().derived_id("dopt-", "default");
  shown.instance_tenancy = vpc.tenancy;
  shown.is_default = vpc.is_default;
  shown.state = "available";
  shown.tags = render_tags(ec2.catalogue().tags(vpc.id));
  shown.block_public_access_states.emplace().internet_gateway_block_mode = "off";
  auto& association = shown.cidr_block_association_set.emplace_back();
  association.association_id = ec2.catalogue().derived_id("vpc-cidr-assoc-", vpc.id);
  association.cidr_block = vpc.cidr;
  association.cidr_block_state.emplace().state = "associated";
  return shown;
}

api::ec2::Subnet render_subnet(const Ec2& ec2, const Subnet& subnet) {
  api::ec2::Subnet shown;
  shown.subnet_id = subnet.id;
  shown.subnet_arn = ec2.place().arn("ec2", "subnet/" + subnet.id);
  shown.vpc_id = subnet.vpc_id;
  shown.owner_id = ec2.place().account;
  shown.state = "available";
  shown.cidr_block = subnet.cidr;
  shown.available_ip_address_count = ec2.catalogue().free_ips(subnet);
  shown.availability_zone = subnet.availability_zone;
  shown.availability_zone_id = subnet.availability_zone_id;
  shown.default_for_az = subnet.default_for_zone;
  shown.map_public_ip_on_launch = subnet.map_public_ip;
  shown.map_customer_owned_ip_on_launch = false;
  shown.assign_ipv6_address_on_creation = false;
  shown.enable_dns64 = false;
  shown.ipv6_native = false;
  shown.tags = render_tags(ec2.catalogue().tags(subnet.id));
  shown.block_public_access_states.emplace().internet_gateway_block_mode = "off";
  auto& names = shown.private_dns_name_options_on_launch.emplace();
  names.hostname_type = "ip-name";
  names.enable_resource_name_dns_a_record = false;
  names.enable_resource_name_dns_aaaa_record = false;
  return shown;
}

api::ec2::RouteTable render_route_table(const Ec2& ec2, const RouteTable& table) {
  api::ec2::RouteTable shown;
  shown.route_table_id = table.id;
  shown.vpc_id = table.vpc_id;
  shown.owner_id = ec2.place().account;
  shown.tags = render_tags(ec2.catalogue().tags(table.id));
  // "Every route table contains a local route for communication within the VPC."
  const auto vpc = ec2.catalogue().vpc(table.vpc_id);
  auto& local = shown.routes.emplace_back();
  local.destination_cidr_block = vpc.has_value() ? vpc->cidr : "";
  local.gateway_id = "local";
  local.origin = "CreateRouteTable";
  local.state = "active";
  for (const Route& route : table.routes) {
    auto& one = shown.routes.emplace_back();
    if (route.destination.find(':') == std::string::npos) {
      one.destination_cidr_block = route.destination;
    } else {
      one.destination_ipv6_cidr_block = route.destination;
    }
    one.gateway_id = unless_empty(route.gateway_id);
    one.nat_gateway_id = unless_empty(route.nat_gateway_id);
    one.network_interface_id = unless_empty(route.network_interface_id);
    one.origin = "CreateRoute";
    one.state = "active";
  }
  const auto associate = [&](const std::string& id, const std::string& subnet_id) {
    auto& one = shown.associations.emplace_back();
    one.main = subnet_id.empty();
    one.route_table_association_id = id;
    one.route_table_id = table.id;
    one.subnet_id = unless_empty(subnet_id);
    one.association_state.emplace().state = "associated";
  };
  if (!table.main_association_id.empty()) associate(table.main_association_id, "");
  for (const RouteTableAssociation& each : table.associations) {
    associate(each.id, each.subnet_id);
  }
  return shown;
}

api::ec2::InternetGateway render_internet_gateway(const Ec2& ec2, const InternetGateway& gateway) {
  api::ec2::InternetGateway shown;
  shown.internet_gateway_id = gateway.id;
  shown.owner_id = ec2.place().account;
  shown.tags = render_tags(ec2.catalogue().tags(gateway.id));
  if (!gateway.vpc_id.empty()) {
    auto& attachment = shown.attachments.emplace_back();
    attachment.state = "available";
    attachment.vpc_id = gateway.vpc_id;
  }
  return shown;
}

namespace {

api::ec2::NetworkInterface interface_at(const Ec2& ec2, const std::string& id,
                                        const std::string& ip) {
  api::ec2::NetworkInterface shown;
  shown.network_interface_id = id;
  shown.owner_id = ec2.place().account;
  shown.interface_type = "interface";
  shown.requester_managed = false;
  shown.private_ip_address = ip;
  auto& address = shown.private_ip_addresses.emplace_back();
  address.primary = true;
  address.private_ip_address = ip;
  shown.tag_set = render_tags(ec2.catalogue().tags(id));
  return shown;
}

}  // namespace

api::ec2::NetworkInterface render_interface(const Ec2& ec2, const NetworkInterface& interface) {
  api::ec2::NetworkInterface shown = interface_at(ec2, interface.id, interface.private_ip);
  shown.description = interface.description;
  shown.mac_address = interface.mac;
  shown.subnet_id = interface.subnet_id;
  shown.source_dest_check = true;
  shown.status = "available";
  for (const Subnet& subnet : ec2.catalogue().subnets()) {
    if (subnet.id != interface.subnet_id) continue;
    shown.vpc_id = subnet.vpc_id;
    shown.availability_zone = subnet.availability_zone;
    shown.availability_zone_id = subnet.availability_zone_id;
  }
  for (const SecurityGroup& group : ec2.catalogue().security_groups()) {
    const auto& ids = interface.group_ids;
    if (std::ranges::find(ids, group.id) == ids.end()) continue;
    auto& one = shown.groups.emplace_back();
    one.group_id = group.id;
    one.group_name = group.name;
  }
  return shown;
}

api::ec2::NetworkInterface render_interface_of(const Ec2& ec2, const Instance& instance) {
  api::ec2::NetworkInterface shown =
      interface_at(ec2, instance.network_interface_id, instance.private_ip);
  const NetworkInterface* own =
      ec2.catalogue().find_network_interface(instance.network_interface_id);
  shown.description = own == nullptr ? std::string{} : own->description;
  shown.mac_address = instance.mac;
  shown.subnet_id = instance.subnet_id;
  shown.vpc_id = instance.vpc_id;
  shown.availability_zone = instance.availability_zone;
  shown.availability_zone_id = unless_empty(instance.availability_zone_id);
  shown.private_dns_name = unless_empty(instance.private_dns_name);
  shown.source_dest_check = instance.source_dest_check;
  shown.status = "in-use";
  shown.groups = render_groups(instance.security_groups);
  auto& attachment = shown.attachment.emplace();
  attachment.attach_time = instance.first_launch_time;
  attachment.attachment_id = instance.attachment_id;
  attachment.delete_on_termination = own == nullptr;
  attachment.device_index = 0;
  attachment.network_card_index = 0;
  attachment.instance_id = instance.id;
  attachment.instance_owner_id = instance.owner_id;
  attachment.status = "attached";
  if (!instance.public_ip.empty()) {
    auto& association = shown.association.emplace();
    association.ip_owner_id = "amazon";
    association.public_dns_name = instance.public_dns_name;
    association.public_ip = instance.public_ip;
  }
  return shown;
}

}  // namespace spotdrill::ec2
