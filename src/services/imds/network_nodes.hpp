// The network's part of the metadata tree, as a table. Only metadata_nodes.cpp includes this.
#pragma once

#include <string>

#include "services/imds/metadata_nodes.hpp"

namespace spotdrill::imds::network {

/// "172.31.0.0/16" of "172.31.16.0/20": the VPC that a subnet of the catalogue is in.
// DEVIATION: EC2 keeps a block for each VPC; ours are all /16, as default VPCs are.
inline std::string vpc_block(const std::string& subnet_cidr) {
  const std::size_t second_dot = subnet_cidr.find('.', subnet_cidr.find('.') + 1);
  if (second_dot == std::string::npos) return {};
  return subnet_cidr.substr(0, second_dot) + ".0.0/16";
}

inline constexpr Node association_nodes[] = {
    {.name = "*", .value = [](const View& v) -> Text { return v.instance.private_ip; }},
};

inline Names public_ips(const View& view) {
  if (view.instance.public_ip.empty()) return {};
  return {{.key = view.instance.public_ip}};
}

inline constexpr Node interface_nodes[] = {
    {.name = "device-number", .value = [](const View&) -> Text { return "0"; }},
    {.name = "interface-id",
     .value = [](const View& v) { return unless_empty(v.instance.network_interface_id); }},
    {.name = "ipv4-associations", .children = association_nodes, .names = public_ips},
    {.name = "local-hostname",
     .value = [](const View& v) { return unless_empty(v.instance.private_dns_name); }},
    {.name = "local-ipv4s",
     .value = [](const View& v) { return unless_empty(v.instance.private_ip); }},
    {.name = "mac", .value = [](const View& v) { return unless_empty(v.instance.mac); }},
    {.name = "owner-id", .value = [](const View& v) { return unless_empty(v.instance.owner_id); }},
    {.name = "public-hostname",
     .value = [](const View& v) { return unless_empty(v.instance.public_dns_name); }},
    {.name = "public-ipv4s",
     .value = [](const View& v) { return unless_empty(v.instance.public_ip); }},
    {.name = "security-group-ids",
     .value =
         [](const View& v) {
           return unless_empty(lines(v.instance.security_groups, &ec2::GroupRef::id));
         }},
    {.name = "security-groups",
     .value =
         [](const View& v) {
           return unless_empty(lines(v.instance.security_groups, &ec2::GroupRef::name));
         }},
    {.name = "subnet-id",
     .value = [](const View& v) { return unless_empty(v.instance.subnet_id); }},
    {.name = "subnet-ipv4-cidr-block",
     .value = [](const View& v) { return unless_empty(v.instance.subnet_cidr); }},
    {.name = "vpc-id", .value = [](const View& v) { return unless_empty(v.instance.vpc_id); }},
    {.name = "vpc-ipv4-cidr-block",
     .value = [](const View& v) { return unless_empty(vpc_block(v.instance.subnet_cidr)); }},
    {.name = "vpc-ipv4-cidr-blocks",
     .since = "2016-06-30",
     .value = [](const View& v) { return unless_empty(vpc_block(v.instance.subnet_cidr)); }},
};

inline Names macs(const View& view) {
  if (view.instance.mac.empty()) return {};
  return {{.key = view.instance.mac}};
}

inline constexpr Node mac_nodes[] = {{.name = "*", .children = interface_nodes}};
inline constexpr Node interfaces_nodes[] = {{.name = "macs", .children = mac_nodes, .names = macs}};
inline constexpr Node nodes[] = {{.name = "interfaces", .children = interfaces_nodes}};

}  // namespace spotdrill::imds::network
